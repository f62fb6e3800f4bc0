/**
 * What the head snippet has taken out of the address. Told what is open, it gives the vendors' parameters back into the
 * address once the purpose of identification is, if the page is still at that address; told nothing, it drops everything.
 * @returns what stood behind the path of the address (query and fragment, with the token), and what is held of it, as patterns
 * of a name and its `=`, the token's first (`a=|b=`): after giving back the token's alone
 */
export type Held = (isOpen?: (purpose: string) => boolean) => readonly [rest: string, names: string];
