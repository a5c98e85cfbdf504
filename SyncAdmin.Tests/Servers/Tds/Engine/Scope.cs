using SyncAdmin.Tests.Servers.Tds.Wire;

namespace SyncAdmin.Tests.Servers.Tds.Engine;

/// <summary>The names that an expression can see: those of its own FROM, then those of the query around it.</summary>
internal sealed class Scope(Scope? outer)
{
    private readonly List<Source> _sources = [];

    internal IReadOnlyList<Source> Sources => _sources;

    internal void Add(Source source)
    {
        if (_sources.Any(other => other.Alias.Equals(source.Alias, StringComparison.OrdinalIgnoreCase)))
        {
            throw new TdsErrorException(1013, $"The objects \"{source.Alias}\" and \"{source.Alias}\" in the FROM clause have the same exposed names. Use correlation names to distinguish them.");
        }

        _sources.Add(source);
    }

    /// <summary>The sources from <paramref name="from"/> to before <paramref name="to"/> stand on the side of an outer join that may be missing.</summary>
    internal void MakeNullable(int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            _sources[i] = _sources[i] with { Columns = [.. _sources[i].Columns.Select(static column => column with { Nullable = true })] };
        }
    }

    /// <summary>A column by its name, maybe with its table's; <c>Own</c>: not from around.</summary>
    internal (Typed Column, bool Own) Resolve(IReadOnlyList<string> parts)
    {
        var name = parts[^1];
        var qualifier = parts.Count > 1 ? parts[^2] : null;
        for (var scope = this; scope is not null; scope = scope.Around)
        {
            var found = scope._sources
                .Where(source => qualifier is null || source.Alias.Equals(qualifier, StringComparison.OrdinalIgnoreCase))
                .SelectMany(source => source.Columns.Where(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(source.Reference))
                .ToList();
            if (found.Count > 1)
            {
                throw new TdsErrorException(TdsErrors.AmbiguousColumn, $"Ambiguous column name '{name}'.");
            }

            if (found.Count == 1)
            {
                return (found[0], scope == this);
            }

            if (qualifier is not null && scope._sources.Any(source => source.Alias.Equals(qualifier, StringComparison.OrdinalIgnoreCase)))
            {
                break;
            }
        }

        throw qualifier is null || Knows(qualifier)
            ? new TdsErrorException(TdsErrors.InvalidColumn, $"Invalid column name '{name}'.")
            : new TdsErrorException(TdsErrors.UnboundIdentifier, $"The multi-part identifier \"{string.Join('.', parts)}\" could not be bound.");
    }

    private Scope? Around { get; } = outer;

    private bool Knows(string alias) =>
        _sources.Any(source => source.Alias.Equals(alias, StringComparison.OrdinalIgnoreCase)) || (Around?.Knows(alias) ?? false);

    /// <summary>A table, a view, a derived table or a CTE in FROM.</summary>
    internal sealed record Source(string Alias, IReadOnlyList<TdsColumn> Columns)
    {
        internal Typed Reference(TdsColumn column) =>
            new($"{Sqlite.Name(Alias)}.{Sqlite.Name(column.Name)}", column.Type, column.Nullable, TypedSource.Column, column.Origin);
    }
}
