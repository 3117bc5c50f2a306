/** A rectangle whose sides are level, as the text that is in it. */
export interface Place {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Line extends Place {
  text: string;
  confidence: number;
}
