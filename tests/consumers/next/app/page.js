// Rendered on the server for each request.
import { lines } from "../../app.js";

export const dynamic = "force-dynamic";

export default async function Page() {
  const options = { baseUrl: `${process.env.SERVER}/api`, apiKey: "tck_live_xxxxxxxxxxxx", orgId: "acme" };
  return (await lines(options)).map((line, at) => <p key={at}>{line}</p>);
}
