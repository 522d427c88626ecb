// The two time formats of the API, both in UTC without a zone.

/** `2024-10-15T09:30:00`: tickets and nominees. */
export const seconds = () => new Date().toISOString().slice(0, 19);

/** `2026-04-21T10:34:52.123000`: the consent log. */
export const microseconds = () => `${new Date().toISOString().slice(0, 23)}000`;
