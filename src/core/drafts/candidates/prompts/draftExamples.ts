import type { HookPattern } from '../../../../contract/index.ts';

/** A made-up moment and a hook written from it in new words, in the shape the model answers in. */
export interface DraftExample {
  topic: string;
  moment: string;
  text: string;
}

/**
 * Shown to every model: those with chat training see the first of each hook pattern, the others all
 * of one pattern. Invented for this purpose, on subjects far from each other, so that they teach the
 * pattern and not a subject.
 */
export const draftExamples: Readonly<Record<HookPattern, readonly DraftExample[]>> = {
  question: [
    {
      topic: 'houseplants',
      moment:
        'I watered my fern every single day and it turned brown anyway. When I pulled it out the roots were rotting. It never wanted more water, it wanted me to leave it alone',
      text: 'Why does a fern turn brown when you water it every day?',
    },
    {
      topic: 'parking',
      moment: 'turn the wheel when your mirror reaches the bumper of the car in front',
      text: 'Do you know which bumper tells you when to turn?',
    },
    {
      topic: 'chess',
      moment: 'most beginners bring the queen out first and lose her by move ten',
      text: 'How many queens have you lost before move ten?',
    },
  ],
  number: [
    {
      topic: 'emails',
      moment:
        'my manager gets two hundred emails a day and reads maybe twelve of them, the ones that say in the first line what she has to decide, the others wait until Friday',
      text: 'Two hundred emails a day, and she reads twelve of them.',
    },
    {
      topic: 'camping',
      moment: 'you lose half of your heat to the ground so carry a thicker mat',
      text: '50 percent of your heat goes into the ground under your tent.',
    },
    {
      topic: 'typing',
      moment: 'I went from forty to ninety words in one month with the screen covered',
      text: '1 month with a covered screen doubled how fast I type.',
    },
  ],
  contrast: [
    {
      topic: 'bicycles',
      moment:
        'hard tyres feel quick because you feel every stone but on gravel the soft ones roll faster, we measured it on the same hill with the same bike',
      text: 'Hard tyres feel quick, but on gravel the soft ones win.',
    },
    {
      topic: 'languages',
      moment:
        'people study three hours on Sunday and forget it all by Wednesday, ten minutes a day on the bus did more for my Spanish than two years of weekend classes',
      text: 'Two years of weekend classes lost to ten minutes a day on the bus.',
    },
    {
      topic: 'fishing',
      moment: 'the expensive lure caught nothing and the old spoon caught five trout',
      text: 'My dear new lure stayed dry, but an old spoon filled the bucket.',
    },
  ],
  command: [
    {
      topic: 'phone cameras',
      moment:
        'before you film clean the lens, it has been in your pocket all day, just use your shirt, nobody does this and then they wonder why everything looks like fog',
      text: 'Wipe your lens with your shirt before you film anything.',
    },
    {
      topic: 'knitting',
      moment: 'wash the wool before you measure it or the jumper shrinks later',
      text: 'Wash your wool first, or your jumper will fit a child.',
    },
    {
      topic: 'guitars',
      moment: 'people leave their guitar next to the heater and the neck bends',
      text: 'Move your guitar away from the heater tonight.',
    },
  ],
  confession: [
    {
      topic: 'aquariums',
      moment:
        'I fed the fish three times a day because they looked hungry and after one week the water was green and the shop told me it was the food not the filter',
      text: 'I turned my tank green because I could not stop feeding the fish.',
    },
    {
      topic: 'photography',
      moment: 'for a year I shot everything on automatic and wondered why it was blurry',
      text: 'I owned a good camera for a year and never left automatic.',
    },
    {
      topic: 'skiing',
      moment: 'leaning back feels safe but it is why you fall',
      text: 'I leaned back for two winters, and that is why I kept falling.',
    },
  ],
  surprise: [
    {
      topic: 'dogs',
      moment:
        'we bought him a bed with memory foam and he sleeps on the kitchen tiles, the vet laughed, she said the bed is too warm for a dog with that much hair',
      text: 'Our dog left his foam bed for the kitchen tiles.',
    },
    {
      topic: 'pencils',
      moment:
        "everyone thinks soft pencils smudge more but smudges come from your hand, so start at the top of the page on the left and it doesn't matter which pencil you use",
      text: 'It is not your pencil that smudges. It is your hand.',
    },
    {
      topic: 'tea',
      moment: 'boiling water burns green tea, eighty degrees makes it sweet',
      text: 'Green tea is not bitter at all. Your kettle is simply too hot.',
    },
  ],
  promise: [
    {
      topic: 'public speaking',
      moment:
        'your voice shakes because you start talking on a full breath, breathe out before the first word, all the way, then speak, and the shaking is gone',
      text: 'One breath from now, your voice will stop shaking.',
    },
    {
      topic: 'gardening',
      moment: 'cut the mint above the second leaf and it grows back twice as thick',
      text: 'Cut your mint this way and it comes back twice as thick.',
    },
    {
      topic: 'drawing faces',
      moment: 'the eyes sit halfway down the head, not near the top',
      text: 'After this video you will never put the eyes too high again.',
    },
  ],
  story: [
    {
      topic: 'sailing',
      moment:
        'we lost the rudder at midnight twelve miles out, and my father took two buckets and a rope and steered us home by dragging them, one on each side',
      text: 'At midnight the rudder broke, and all we had were two buckets.',
    },
    {
      topic: 'bread',
      moment: 'my grandmother kept her starter alive for thirty years in a jar by the window',
      text: 'When my grandmother left her house, she took one jar with her.',
    },
    {
      topic: 'marathons',
      moment: 'at kilometre thirty my legs stopped and a stranger walked with me',
      text: 'Last spring a stranger walked beside me when my legs gave up.',
    },
  ],
};
