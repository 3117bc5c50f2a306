/** What is shown of the hub. */
export interface HubPlace {
  repository: string;
  /** The file that is meant, when it is known already. */
  path?: string;
}
