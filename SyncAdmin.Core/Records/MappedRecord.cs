using SyncAdmin.Core.Connectors;

namespace SyncAdmin.Core.Records;

/// <summary>A source row as the engine carries it on.</summary>
/// <param name="SourceKey">Typed, for paging and re-reading.</param>
/// <param name="RecordKey">Canonical text of the key: the ledger's key and the name that the point id is made of.</param>
/// <param name="RecordCode">What people and webhooks call it by; the canonical text of the code column.</param>
/// <param name="DatasourceId">Whose record.</param>
/// <param name="Text">What is embedded; never empty.</param>
/// <param name="Payload">Canonical JSON object in UTF-8, without <c>_sync</c>.</param>
/// <param name="TextHash">SHA-256 of the text, first 16 bytes.</param>
/// <param name="PayloadHash">SHA-256 of the payload, first 16 bytes.</param>
public sealed record MappedRecord(
    SourceKey SourceKey,
    string RecordKey,
    string RecordCode,
    Guid DatasourceId,
    string Text,
    ReadOnlyMemory<byte> Payload,
    RecordHash TextHash,
    RecordHash PayloadHash)
{
    /// <summary>UUIDv5(datasource id, record key). Computed at each call: most records of most syncs are unchanged and need none.</summary>
    public Guid PointId => Records.PointId.Of(DatasourceId, RecordKey);

    /// <summary>True when the source's text was longer than the mapping's limit and <see cref="Text"/> is its beginning.</summary>
    public bool TextWasCut { get; init; }
}
