using SyncAdmin.Core.Access;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Collections;

/// <content>Payload indexes and further aliases.</content>
public sealed partial class CollectionManager
{
    /// <summary>Indexes a payload field; a field that is indexed with another schema is indexed anew.</summary>
    public async Task<Outcome<bool>> SetIndexAsync(string name, string field, string schema, Actor actor, string? correlationId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (!PayloadPath.TryParse(field, out _))
        {
            return new Problem(ErrorCatalog.PayloadIndexInvalid, $"'{field}' is not a path into a payload.");
        }

        if (!PayloadSchemas.All.Contains(schema, StringComparer.Ordinal))
        {
            return new Problem(ErrorCatalog.PayloadIndexInvalid, $"'{schema}' is no schema of a payload index.");
        }

        using var turn = await EnterAsync(cancellationToken);
        var described = await DescribeAsync(name, cancellationToken);
        if (!described.Succeeded || IsOwn(field))
        {
            return described.Problem ?? Own(field);
        }

        var (row, store) = described.Value;
        var before = store.PayloadIndexes.GetValueOrDefault(field);
        if (string.Equals(before, schema, StringComparison.Ordinal))
        {
            return true;
        }

        await _physical.SetIndexAsync(row, field, before, schema, cancellationToken);
        await NoteAsync(actor, "collection.index", row.Name, before is null ? null : new { field, schema = before }, new { field, schema }, correlationId, cancellationToken);
        return true;
    }

    /// <summary>Drops a payload index; the engine's own stay.</summary>
    public async Task<Outcome<bool>> DropIndexAsync(string name, string field, Actor actor, string? correlationId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        using var turn = await EnterAsync(cancellationToken);
        var described = await DescribeAsync(name, cancellationToken);
        if (!described.Succeeded || IsOwn(field))
        {
            return described.Problem ?? Own(field);
        }

        var (row, store) = described.Value;
        if (store.PayloadIndexes.GetValueOrDefault(field) is not { } schema)
        {
            return new Problem(ErrorCatalog.PayloadIndexNotFound, $"'{field}' is not indexed in '{row.Name}'.");
        }

        await _physical.DropIndexAsync(row, field, cancellationToken);
        await NoteAsync(actor, "collection.unindex", row.Name, new { field, schema }, null, correlationId, cancellationToken);
        return true;
    }

    private static bool IsOwn(string field) =>
        string.Equals(field, SyncMember.Name, StringComparison.Ordinal) || field.StartsWith($"{SyncMember.Name}.", StringComparison.Ordinal);

    private static Problem Own(string field) => new(ErrorCatalog.PayloadIndexOwn, $"'{field}' is a member of the engine's own.");
}
