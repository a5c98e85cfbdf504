using SyncAdmin.Tests.Servers.Tds.TSql;
using SyncAdmin.Tests.Servers.Tds.Wire;

namespace SyncAdmin.Tests.Servers.Tds.Engine;

/// <content>One SELECT.</content>
internal sealed partial class Translator
{
    private sealed class SelectTranslation(Translator translator, Query.Select select, Scope? outer, string? derived, IReadOnlyList<string>? names)
    {
        private readonly Scope _scope = new(outer);
        private readonly List<(Typed Value, string Name)> _items = [];

        internal (string Sql, IReadOnlyList<TdsColumn> Columns) Translate(Query query)
        {
            var from = string.Join(", ", select.From.Select(source => translator.Source(source, _scope, outer)));
            var where = select.Where is null ? "" : " WHERE " + translator.Condition(select.Where, _scope);
            var groups = select.GroupBy.Select(expression => translator.Value(expression, _scope).Sql).ToList();
            var grouped = groups.Count > 0 || select.Having is not null || select.Items.Any(item => item.Expression is not null && Aggregates.Has(item.Expression));
            if (grouped)
            {
                translator._grouping.Push((groups, _scope));
            }

            select.Items.ToList().ForEach(AddItem);
            var having = select.Having is null ? "" : " HAVING " + translator.Condition(select.Having, _scope);
            var order = Order(query.Order);
            if (grouped)
            {
                translator._grouping.Pop();
            }

            var columns = Columns();
            var list = string.Join(", ", _items.Select((item, i) => $"{item.Value.Sql} AS {Sqlite.Name(columns[i].Name.Length == 0 ? FormattableString.Invariant($"\u001Fcolumn{i + 1}") : columns[i].Name)}"));
            var sql = $"SELECT {(select.Distinct ? "DISTINCT " : "")}{list}{(from.Length == 0 ? "" : " FROM " + from)}{where}"
                + $"{(groups.Count == 0 ? "" : " GROUP BY " + string.Join(", ", groups))}{having}{order}{translator.Limit(query, select.Top, _scope)}";
            return (sql, columns);
        }

        private void AddItem(Query.Item item)
        {
            if (item.Expression is not null)
            {
                _items.Add((translator.Value(item.Expression, _scope), item.Alias ?? (item.Expression is Expression.Column column ? NameOf(column) : "")));
                return;
            }

            var sources = _scope.Sources.Where(source => item.StarOf is { Length: 0 } || source.Alias.Equals(item.StarOf, StringComparison.OrdinalIgnoreCase)).ToList();
            if (sources.Count == 0)
            {
                throw item.StarOf is { Length: 0 }
                    ? new TdsErrorException(263, "Must specify table to select from.")
                    : new TdsErrorException(TdsErrors.ReferencePrefix, $"The column prefix '{item.StarOf}' does not match with a table name or alias name used in the query.");
            }

            foreach (var source in sources)
            {
                _items.AddRange(source.Columns.Select(column => (source.Reference(column), column.Name)));
            }
        }

        // A column is named as its table spells it.
        private string NameOf(Expression.Column column) => _scope.Sources
            .Where(source => column.Parts.Count == 1 || source.Alias.Equals(column.Parts[^2], StringComparison.OrdinalIgnoreCase))
            .SelectMany(source => source.Columns)
            .FirstOrDefault(known => known.Name.Equals(column.Parts[^1], StringComparison.OrdinalIgnoreCase))?.Name ?? column.Parts[^1];

        private List<TdsColumn> Columns()
        {
            List<TdsColumn> columns = [];
            for (var i = 0; i < _items.Count; i++)
            {
                var name = names is { Count: > 0 } ? names[Math.Min(i, names.Count - 1)] : _items[i].Name;
                if (derived is not null && name.Length == 0)
                {
                    throw new TdsErrorException(TdsErrors.UnnamedColumn, FormattableString.Invariant($"No column name was specified for column {i + 1} of '{derived}'."));
                }

                if (derived is not null && columns.Any(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
                {
                    throw new TdsErrorException(TdsErrors.DuplicateColumn, $"The column '{name}' was specified multiple times for '{derived}'.");
                }

                columns.Add(new TdsColumn(name, _items[i].Value.Type, _items[i].Value.Nullable, Origin: _items[i].Value.Origin));
            }

            return columns;
        }

        private string Order(IReadOnlyList<OrderItem> order) => order.Count == 0 ? "" : " ORDER BY " + string.Join(", ", order.Select(item => OrderBy(item.Expression) + Direction(item)));

        private string OrderBy(Expression expression)
        {
            if (expression is Expression.Literal { Kind: TokenKind.Number } position)
            {
                return position.Text;
            }

            if (expression is Expression.Column { Parts: [var name] })
            {
                // An alias comes before a column of the same name.
                var at = select.Items.ToList().FindIndex(item => item.Alias is not null && item.Alias.Equals(name, StringComparison.OrdinalIgnoreCase));
                if (at >= 0 && select.Items.All(item => item.StarOf is null))
                {
                    return FormattableString.Invariant($"{at + 1}");
                }
            }

            var value = translator.Value(expression, _scope);
            return value.Type.IsOldLob
                ? throw new TdsErrorException(306, "The text, ntext, and image data types cannot be compared or sorted, except when using IS NULL or LIKE operator.")
                : Collated(value);
        }
    }
}
