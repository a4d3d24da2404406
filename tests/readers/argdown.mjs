// Reads a JSON list of Argdown texts from standard input and writes what @argdown/core parses from each.
import { ArgdownApplication, DataPlugin, ModelPlugin, ParserPlugin } from "@argdown/core";

const application = new ArgdownApplication();
application.addPlugin(new ParserPlugin(), "parse-input");
application.addPlugin(new DataPlugin(), "build-model");
application.addPlugin(new ModelPlugin(), "build-model");

const read = (input) => {
  const response = application.run({ process: ["parse-input", "build-model"], input, logLevel: "error", model: { removeTagsFromText: true } });
  const errors = [...(response.parserErrors ?? []), ...(response.lexerErrors ?? []), ...(response.exceptions ?? [])];
  const statements = {};
  for (const [title, statement] of Object.entries(response.statements ?? {})) {
    const texts = statement.members.map((member) => (member.text ?? "").trim()).filter((text) => text);
    statements[title] = { texts, tags: statement.tags ?? [], data: statement.data ?? {} };
  }
  const relations = (response.relations ?? []).map((one) => [one.relationType, one.from.title, one.to.title]);
  const headings = (response.sections ?? []).map((section) => section.title);
  return {
    errors: errors.map((error) => String(error.message ?? error)),
    statements,
    relations,
    headings,
    arguments: Object.keys(response.arguments ?? {}),
  };
};

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const texts = JSON.parse(Buffer.concat(chunks).toString("utf-8"));
process.stdout.write(JSON.stringify(texts.map(read)));
