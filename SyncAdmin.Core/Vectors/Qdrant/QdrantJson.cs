using System.Text.Json;
using System.Text.Json.Serialization;

namespace SyncAdmin.Core.Vectors.Qdrant;

/// <summary>Reads <see cref="QdrantMessages"/> from the stream, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(QdrantMessages.VersionInfo))]
[JsonSerializable(typeof(QdrantMessages.Answer<bool>))]
[JsonSerializable(typeof(QdrantMessages.Answer<JsonElement>))]
[JsonSerializable(typeof(QdrantMessages.Answer<QdrantMessages.CollectionList>))]
[JsonSerializable(typeof(QdrantMessages.Answer<QdrantMessages.AliasList>))]
[JsonSerializable(typeof(QdrantMessages.Answer<QdrantMessages.Update>))]
[JsonSerializable(typeof(QdrantMessages.Answer<IReadOnlyList<QdrantMessages.Update>>), TypeInfoPropertyName = "UpdatesAnswer")]
[JsonSerializable(typeof(QdrantMessages.Answer<QdrantMessages.CountResult>))]
[JsonSerializable(typeof(QdrantMessages.Answer<QdrantMessages.PointList>))]
[JsonSerializable(typeof(QdrantMessages.Answer<IReadOnlyList<QdrantMessages.Point>>), TypeInfoPropertyName = "PointsAnswer")]
internal sealed partial class QdrantJson : JsonSerializerContext;
