using SyncAdmin.Core.Access;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Collections;

/// <content>Further names of a collection.</content>
public sealed partial class CollectionManager
{
    /// <summary>
    /// Gives a collection one more name, also one that another of our collections has as its alias now. Refused when the name is a collection's, ours or
    /// not, or an alias of something that is not ours, or when a datasource feeds a collection of that name.
    /// </summary>
    public async Task<Outcome<bool>> SetAliasAsync(string name, string alias, Actor actor, string? correlationId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (CollectionName.Check(alias) is { } invalid)
        {
            return invalid;
        }

        using var turn = await EnterAsync(cancellationToken);
        var described = await DescribeAsync(name, cancellationToken);
        if (!described.Succeeded)
        {
            return described.Problem;
        }

        var row = described.Value.Row;
        var target = await _physical.TargetAsync(alias, cancellationToken);
        if (await AliasRefusalAsync(alias, target, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        if (string.Equals(target, row.PhysicalName, StringComparison.Ordinal))
        {
            return true;
        }

        await _physical.SetAliasAsync(alias, row.PhysicalName, cancellationToken);
        await NoteAsync(
            actor, "collection.alias", row.Name, target is null ? null : new { alias, collection = target }, new { alias, collection = row.PhysicalName }, correlationId, cancellationToken);
        return true;
    }

    /// <summary>Takes a further name away; a collection's own name is none.</summary>
    public async Task<Outcome<bool>> DropAliasAsync(string name, string alias, Actor actor, string? correlationId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        using var turn = await EnterAsync(cancellationToken);
        var described = await DescribeAsync(name, cancellationToken);
        if (!described.Succeeded)
        {
            return described.Problem;
        }

        var row = described.Value.Row;
        if (!(await _physical.AliasesAsync(row, cancellationToken)).Contains(alias, StringComparer.Ordinal))
        {
            return new Problem(ErrorCatalog.AliasNotFound, $"'{alias}' is not a further name of '{row.Name}'.");
        }

        await _physical.SetAliasAsync(alias, null, cancellationToken);
        await NoteAsync(actor, "collection.unalias", row.Name, new { alias, collection = row.PhysicalName }, null, correlationId, cancellationToken);
        return true;
    }

    private async Task<Problem?> AliasRefusalAsync(string alias, string? target, CancellationToken cancellationToken)
    {
        if (await _rows.FindAsync(alias, cancellationToken) is not null)
        {
            return new Problem(ErrorCatalog.AliasTaken, $"'{alias}' is a collection's own name.");
        }

        if (await _physical.HasPhysicalAsync(alias, cancellationToken))
        {
            return new Problem(ErrorCatalog.AliasTaken, $"'{alias}' is a collection of the vector store.");
        }

        if (target is not null && await _rows.FindPhysicalAsync(target, cancellationToken) is null)
        {
            return new Problem(ErrorCatalog.AliasTaken, $"'{alias}' is an alias of '{target}', which is not SyncAdmin's.");
        }

        return (await _dependents.FeedersAsync([alias], cancellationToken))[alias].FirstOrDefault() is { } feeder
            ? new Problem(ErrorCatalog.AliasTaken, $"Datasource '{feeder.Name}' feeds a collection '{alias}', which its first sync makes.")
            : null;
    }
}
