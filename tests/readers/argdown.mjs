// Reads a JSON list of Argdown texts on standard input; writes what @argdown/core makes of each, or its errors.
import { ArgdownApplication, DataPlugin, ModelPlugin, ParserPlugin } from "@argdown/core";

const application = new ArgdownApplication();
application.addPlugin(new ParserPlugin(), "parse-input");
application.addPlugin(new DataPlugin(), "build-model");
application.addPlugin(new ModelPlugin(), "build-model");

const read = (input) => {
  const told = application.run({ process: ["parse-input", "build-model"], input, logLevel: "error", model: { removeTagsFromText: true } });
  const errors = [...(told.parserErrors ?? []), ...(told.lexerErrors ?? []), ...(told.exceptions ?? [])];
  const statements = {};
  for (const [title, statement] of Object.entries(told.statements ?? {})) {
    const texts = statement.members.map((member) => (member.text ?? "").trim()).filter((text) => text);
    statements[title] = { texts, tags: statement.tags ?? [], data: statement.data ?? {} };
  }
  const relations = (told.relations ?? []).map((one) => [one.relationType, one.from.title, one.to.title]);
  const headings = (told.sections ?? []).map((section) => section.title);
  return {
    errors: errors.map((error) => String(error.message ?? error)),
    statements,
    relations,
    headings,
    arguments: Object.keys(told.arguments ?? {}),
  };
};

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const texts = JSON.parse(Buffer.concat(chunks).toString("utf-8"));
process.stdout.write(JSON.stringify(texts.map(read)));
