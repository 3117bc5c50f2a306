/** The arguments of Node that run the terminal as a user does. */
export declare const terminalCommand: readonly [string, string];

/** Packages with native parts, or that find files of their own beside their code: no part of a build. */
export declare const leftOut: RegExp;

/** The programs of `src/processes`: the source of each name, from the project's root. */
export declare const processEntries: Readonly<Record<string, string>>;

/** Copies what the code reads at run time from beside itself to where it was built. */
export declare function copyBesideCode(folder: string): void;

/**
 * The built file of a source that is one of the programs, made when there is none of this state of
 * the sources. Undefined for any other file, and where none can be made: the sources run as they are.
 */
export declare function builtProgram(source: string): Promise<string | undefined>;

/** The folder of the build of the sources as they are now. */
export declare function programsFolder(): Promise<string>;
