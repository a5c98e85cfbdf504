using System.Text.Json;
using System.Text.Json.Serialization;
using SyncAdmin.Core.Models;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Collections.Reindexing;

/// <summary>What changes with the physical collection that a name stands for.</summary>
/// <param name="Version">Of the physical name.</param>
/// <param name="Spec">How it is made.</param>
/// <param name="Model">Of which model its vectors are; null: nobody has said.</param>
/// <param name="Adopted">Whether it was found in the store.</param>
/// <param name="ModelAssumed">Whether <paramref name="Model"/> is only taken to be so.</param>
internal sealed record CollectionShape(int Version, CollectionSpec Spec, ModelFingerprint? Model, bool Adopted, bool ModelAssumed)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    internal static CollectionShape Of(Collection collection) =>
        new(collection.Version, collection.Spec(), collection.Fingerprint(), collection.Adopted, collection.EmbeddingAssumed);

    internal static CollectionShape Read(string json) => JsonSerializer.Deserialize<CollectionShape>(json, Json)!;

    internal string Write() => JsonSerializer.Serialize(this, Json);
}
