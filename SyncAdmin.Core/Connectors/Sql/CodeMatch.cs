namespace SyncAdmin.Core.Connectors.Sql;

/// <summary>How a code column is compared with the codes asked for.</summary>
internal enum CodeMatch
{
    /// <summary>
    /// As it is, so that an index is used: for text columns, and for columns of another type when every code is bound as that type
    /// (a code that is no such value matches nothing and is left out). Never bind text to a numeric column in MySQL: <c>'abc'</c> would equal 0.
    /// </summary>
    Native,

    /// <summary>The column cast to text: right for every type, without an index.</summary>
    Text,
}
