namespace SyncAdmin.Core.Connectors.Sql;

/// <summary>What stands at the outermost level of a query.</summary>
[Flags]
internal enum SqlShape
{
    /// <summary>A plain SELECT … FROM … WHERE.</summary>
    None = 0,

    /// <summary>WITH … in front.</summary>
    Cte = 1,

    /// <summary>ORDER BY.</summary>
    OrderBy = 2,

    /// <summary>LIMIT, OFFSET, FETCH or TOP.</summary>
    Limit = 4,

    /// <summary>GROUP BY or HAVING.</summary>
    GroupBy = 8,

    /// <summary>An aggregate function.</summary>
    Aggregate = 16,

    /// <summary>SELECT DISTINCT.</summary>
    Distinct = 32,

    /// <summary>UNION, EXCEPT, INTERSECT, MINUS.</summary>
    SetOperation = 64,

    /// <summary>A window function.</summary>
    Window = 128,
}
