/** What a reply means for the way to TLS. */
export type Meaning = 'go-on' | 'not-offered' | 'masked' | 'refused' | 'turned-away' | 'other-protocol';

/** By what the peer is addressed. */
type Names = { /** The name that the client asks for. */ readonly peer: string; /** The client's own address, empty where unknown. */ readonly client: string };

/** Something said, and the reply to it. */
export interface Turn {
  readonly say?: (names: Names) => string | Uint8Array;
  /** Where the peer says nothing before the handshake there is none. */
  readonly reply?: {
    /** The length of the reply; `undefined` where more must come. What can't be one is whole as it is. */
    readonly length: (bytes: Buffer) => number | undefined;
    readonly meaning: (reply: Buffer) => Meaning;
  };
}

/** How a protocol comes to TLS. Each part is left out where the protocol has none. */
export interface Dialogue {
  readonly greeting?: Turn;
  readonly announcement?: Turn;
  readonly request: Turn;
}
