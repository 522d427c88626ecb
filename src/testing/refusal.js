/** An answer that is no success, on its way out. */
export class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export const badRequest = (message) => new Refusal(400, message);
export const forbidden = (message) => new Refusal(403, message);
export const notFound = (message) => new Refusal(404, message);
