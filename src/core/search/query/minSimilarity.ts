/**
 * For models without a profile of their own. Least cosine likeness of a hit by meaning, for the nearest neighbour of nonsense is still a
 * neighbour. Chosen on the 87 sentences and captions of the sample clips with all-MiniLM-L6-v2:
 * the nearest text to 20 queries on nothing in them ("car engine repair", "asdf qwer zxcv") had a
 * likeness of 0.10 to 0.277, the nearest of 15 clips to a query that means it in other words
 * ("packing light for a trip") 0.305 to 0.53.
 */
export const usualMinLikeness = 0.28;
