namespace SyncAdmin.Core.Connectors.Sql;

/// <summary>Which placeholders a query uses. Each becomes a bound parameter of its own name; see <see cref="GuardedQuery.Text"/>.</summary>
[Flags]
internal enum SqlPlaceholders
{
    /// <summary>None: a plain SELECT.</summary>
    None = 0,

    /// <summary><c>{{offset}}</c>, bound as <c>@offset</c>; 0 when the engine wraps and pages by itself.</summary>
    Offset = 1,

    /// <summary><c>{{limit}}</c>, bound as <c>@limit</c>; the largest 64-bit integer when the engine wraps and pages by itself.</summary>
    Limit = 2,

    /// <summary><c>{{since}}</c>, bound as <c>@since</c>: a value before all others on a full read, never NULL (nothing compares with NULL).</summary>
    Since = 4,

    /// <summary><c>{{codes}}</c>, bound as <c>@c0, @c1, …</c>.</summary>
    Codes = 8,
}
