/** The part of JSON Schema that the server's descriptions use. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxItems?: number;
  readonly default?: unknown;
  readonly title?: string;
  readonly description?: string;
  /** English beside the Chinese `title`. */
  readonly 'x-en'?: string;
  /** Words of a closed set, Chinese and English. */
  readonly 'x-words'?: Readonly<Record<string, readonly [zh: string, en: string]>>;
  /** What the number counts. */
  readonly 'x-unit'?: string;
  /** How many lines the text usually has. */
  readonly 'x-lines'?: number;
  /** Money in 分. */
  readonly 'x-money'?: string;
}

/** One parameter of an operation. */
export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: JsonSchema;
}

/** One operation as `/openapi.json` tells it. */
export interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: JsonSchema }>> };
}

/** The description of the whole interface. */
export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** The operation behind a method and a path pattern such as `/parties/{id}`; undefined when there is none. */
export function operationOf(api: OpenApi, method: string, path: string): Operation | undefined {
  return api.paths[path]?.[method.toLowerCase()];
}

/** The schema of a JSON body; undefined when the operation takes none. */
export function bodyOf(operation: Operation | undefined): JsonSchema | undefined {
  return operation?.requestBody?.content['application/json']?.schema;
}

/** A schema without its way of saying "or null", and whether it said so. */
export function withoutNull(schema: JsonSchema): { readonly schema: JsonSchema; readonly nullable: boolean } {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices?.some(({ type }) => type === 'null')) {
    const rest = choices.filter(({ type }) => type !== 'null');
    const { anyOf: _any, oneOf: _one, ...own } = schema;
    return { schema: rest.length === 1 ? { ...own, ...rest[0] } : { ...own, anyOf: rest }, nullable: true };
  }
  if (Array.isArray(schema.type)) {
    const types = (schema.type as readonly string[]).filter(type => type !== 'null');
    const nullable = types.length < schema.type.length;
    return { schema: { ...schema, type: types.length === 1 ? types[0]! : types }, nullable };
  }
  return { schema, nullable: false };
}

/** The closed set of texts that a schema allows, one of them or several; undefined when it is open. */
export function choicesOf(schema: JsonSchema): readonly string[] | undefined {
  const own = ownChoices(schema);
  const branches = schema.anyOf ?? schema.oneOf;
  if (own !== undefined || branches === undefined) return own;
  const all = branches.map(branch => ownChoices(branch) ?? (branch.items && ownChoices(branch.items)));
  if (all.length === 0 || all.some(choices => choices === undefined)) return undefined;
  return [...new Set(all.flatMap(choices => choices ?? []))].filter(choice => choice !== '');
}

function ownChoices({ enum: members, const: only }: JsonSchema): readonly string[] | undefined {
  if (typeof only === 'string') return [only];
  return members?.every(value => typeof value === 'string') ? (members as readonly string[]) : undefined;
}
