import mongoose from 'mongoose';

/** Where a text is in the whole store, by the collections' names. */
export async function places(text: string): Promise<string[]> {
  const found: string[] = [];
  for (const { name } of await mongoose.connection.db!.listCollections().toArray()) {
    const documents = await mongoose.connection.db!.collection(name).find().toArray();
    for (const document of documents)
      if (JSON.stringify(document).toLowerCase().includes(text.toLowerCase())) found.push(name);
  }
  return [...new Set(found)];
}
