/** Common English words; each is one token with its space for most models. */
const words = (
  'the of and to in is you that it he was for on are with as his they at be this have from or had ' +
  'by hot but some what there we can out other were all your when up use word how said an each she ' +
  'which do their time if will way about many then them would write like so these her long make ' +
  'thing see him two has look more day could go come did my sound no most number who over know ' +
  'water than call first people may down side been now find any new work part take get place made ' +
  'live where after back little only round man year came show every good me give our under name ' +
  'very through just form much great think say help low line before turn cause same mean differ ' +
  'move right boy old too does tell sentence set three want air well also play small end put home ' +
  'read hand port large spell add even land here must big high such follow act why ask men change ' +
  'went light kind off need house picture try us again animal point mother world near build self ' +
  'earth father head stand own page should country found answer school grow study still learn ' +
  'plant cover food sun four thought let keep eye never last door between city tree cross since ' +
  'hard start might story saw far sea draw left late run while press close night real life few stop ' +
  'open seem together next white children begin got walk example ease paper often always music ' +
  'those both mark book letter until mile river car feet care second group carry took rain eat room ' +
  'friend began idea fish mountain north once base hear horse cut sure watch color face wood main'
).split(' ');

/** Text of common words from a seed: it says nothing, and costs what text costs. */
export class PromptText {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** So many words, in sentences of twelve. Each begins with a space or is a sentence's first. */
  words(count: number): string {
    let text = '';
    for (let i = 0; i < count; i++) {
      const word = words[Math.floor(this.random() * words.length)] ?? '';
      // A full stop is a token too, and takes a word's place.
      text += i % 12 === 11 ? '.' : ` ${word}`;
    }
    return text;
  }

  /** 0 to 1; mulberry32. */
  random(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}
