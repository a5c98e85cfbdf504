namespace SyncAdmin.Core.Records;

/// <summary>How rows become records: the part of a datasource that <see cref="RecordMapper"/> works by.</summary>
/// <param name="DatasourceId">Name space of the point ids.</param>
/// <param name="FieldMapping">
/// JSON object, payload field → column. A string is a column; an object may say
/// <c>{ "column": "x", "type": "string|integer|number|boolean|datetime|json", "mask": true }</c> or <c>{ "value": … }</c> for a value that is the
/// same in every record. Without a column the field's own name is the column. An empty object takes every column under its own name.
/// </param>
/// <param name="EmbeddingFields">JSON array of payload fields or columns, joined by one blank.</param>
/// <param name="TextTemplate">With <c>{{field}}</c>, payload field or else column; null: the embedding fields.</param>
/// <param name="KeyFields">Columns of the key.</param>
/// <param name="CodeField">Column of the code. A record whose code is NULL is called by its key.</param>
public sealed record RecordMapping(
    Guid DatasourceId,
    string FieldMapping,
    string EmbeddingFields,
    string? TextTemplate,
    IReadOnlyList<string> KeyFields,
    string CodeField)
{
    /// <summary>Longest text, in UTF-16 characters; what is longer is cut there, never inside a character, and marked. Default 32,000.</summary>
    public int MaxTextLength { get; init; } = 32_000;
}
