import type { HookPattern } from '../../../contract/index.ts';

/** A made-up moment and a hook written from it in new words, in the shape the model answers in. */
export interface DraftExample {
  topic: string;
  moment: string;
  text: string;
}

/**
 * Shown to models without chat training, which learn the task from them. Invented for this
 * purpose, on subjects far from each other, so that they teach the hook pattern and not a subject.
 */
export const draftExamples: Readonly<Record<HookPattern, readonly DraftExample[]>> = {
  question: [
    {
      topic: 'houseplants',
      moment: 'I watered my fern every day and it turned brown because the roots were rotting',
      text: 'Why does a fern die when you give it water every day?',
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
      topic: 'running shoes',
      moment: 'after two hundred miles the foam is flat and your knees take the hit',
      text: '200 miles. That is when your shoes start to hurt your knees.',
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
      topic: 'learning piano',
      moment: 'ten minutes a day beats two hours on Sunday, I tried both for a month',
      text: 'Two long hours on Sunday lose to ten small minutes a day.',
    },
    {
      topic: 'fishing',
      moment: 'the expensive lure caught nothing and the old spoon caught five trout',
      text: 'My dear new lure stayed dry, but an old spoon filled the bucket.',
    },
    {
      topic: 'bicycles',
      moment: 'soft tyres feel slow but on gravel they are quicker than hard ones',
      text: 'Hard tyres feel quick, yet on gravel the soft ones win.',
    },
  ],
  command: [
    {
      topic: 'phone cameras',
      moment: 'clean the lens with your shirt before you film, nobody does this',
      text: 'Stop. Wipe your lens with your shirt, then film.',
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
      moment: 'I fed the fish three times a day and the water went green in a week',
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
      topic: 'pencils',
      moment: 'a soft pencil smudges less when you draw from the top of the page',
      text: 'Nobody told me that smudges come from where you start on the page.',
    },
    {
      topic: 'dogs',
      moment: 'our dog sleeps on the cold tiles because the bed we bought is too warm',
      text: 'It turns out our dog hates his bed because it is warm.',
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
      moment: 'if you breathe out before the first word your voice stops shaking',
      text: 'One breath from now, your voice will not shake on stage.',
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
      moment: 'we lost the rudder at night and steered home with two buckets on a rope',
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
