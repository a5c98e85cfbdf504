namespace SyncAdmin.Core.Connectors.Sql;

/// <summary>Where a read of changes begins, by which its condition is written.</summary>
internal enum ChangeStart
{
    /// <summary>All rows that have a change value.</summary>
    Beginning,

    /// <summary>The value <c>@v</c>, with the rows that share it.</summary>
    Value,

    /// <summary>Behind the row with the value <c>@v</c> and the key <c>@k0, @k1, …</c>.</summary>
    Key,
}
