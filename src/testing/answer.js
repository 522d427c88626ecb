/** An answer as the API makes it. Its time tells clients what is new. */
export const json = (status, body, more = {}) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { "Content-Type": "application/json", "Cache-Control": "no-store", Date: new Date().toUTCString(), ...more },
  });
