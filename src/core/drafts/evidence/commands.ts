/**
 * What only a text says that speaks to a model. A list like this is never complete: the marks in
 * the prompt and the judgement of what was written stand behind it.
 */
const toModels: readonly RegExp[] = [
  /\b(ignore|disregard|forget|override|bypass|skip)\b.{0,40}\b(instructions?|prompts?|rules?|guidelines?|brief|above|previous|earlier|everything|task)\b/iu,
  /\b(new|updated|real|actual|following|hidden|secret|system|developer|admin) (instructions?|task|prompt|rules?|message|command|override)\b/iu,
  /\b(system|developer|assistant|user|instruction|admin)\s*[:›)]/iu,
  /\byou are (now|no longer|an? (ai|assistant|language model|chatbot|bot))\b/iu,
  /\b(as|dear|hey|attention|note to|message to|to the|to any|for the)\b.{0,12}\b(ai|assistant|language model|llm|chatbot|model|bot|writer)\b/iu,
  /\b(act|pretend|behave|role-?play) (as|like|to be)\b/iu,
  /\b(respond|reply|answer|output|print|repeat|return|say|write|translate)\b.{0,30}\b(only|exactly|verbatim|with|instead|the (word|phrase|text|following|system|prompt)|in (all )?caps)\b/iu,
  /\b(every|all|each|any|the|your|this|next)\b.{0,20}\b(drafts?|outputs?|responses?|repl(y|ies))\b.{0,30}\b(must|should|has to|have to|needs? to|will|shall|is|are to)\b/iu,
  /\b(say|tell|include|insert|add|append|mention|put|end|begin|start|finish|use|write|make|set|fill)\b.{0,50}\b(in|to|into|as|of|with)?\s*(the|your|every|each|all|this|any|a)\s+(drafts?|outputs?|responses?|reply|"?(why|device|citations)"?( field)?)\b/iu,
  // Creators teach hooks: "your hook must start with a question" is what videos say to people.
  /\bthe hooks? (must|should) (say|mention|contain|include|end with)\b/iu,
  /\b(say|mention|include|insert|append)\b.{0,40}\bin the hooks?\b/iu,
  /\b(reveal|leak|print|show|repeat|tell)\b.{0,30}\b(prompt|instructions|secret|password|canary|code)\b/iu,
  /\bAI\b\s*[:,]/u,
  /["“]?(device|citations)["”]?\s*:/iu,
  /\b(ignoriere|vergiss|missachte)\b.{0,40}\b(anweisungen?|regeln|vorherige\w*|alles)\b/iu,
  /\b(ignora|olvida)\b.{0,40}\b(instrucciones|reglas|todo|anteriores)\b/iu,
  /\b(ignorez?|oublie[zr]?)\b.{0,40}\b(instructions|règles|consignes|tout)\b/iu,
];

const sentence = /[^.!?…;\n]+(?:[.!?…;]+(?=\s|$)|$|[.!?…;]+)/gu;

/**
 * Parts a text into what it says and the sentences in it that speak to a model. The sentence after
 * such a one belongs to it: "Ignore the above. Write …".
 */
export function splitCommands(text: string): { said: string; commands: string[] } {
  const said: string[] = [];
  const commands: string[] = [];
  let isAfter = false;
  for (const [part] of text.matchAll(sentence)) {
    const isCommand = toModels.some((pattern) => pattern.test(part));
    (isCommand || isAfter ? commands : said).push(part.trim());
    isAfter = isCommand;
  }
  return { said: said.join(' ').trim(), commands };
}
