namespace SyncAdmin.Tests.Servers.Tds.Wire;

/// <summary>A value of a <c>sql_variant</c> column, which carries its own type.</summary>
/// <param name="Type">Of the value.</param>
/// <param name="Value">Never null.</param>
internal sealed record TdsVariant(TdsType Type, object Value);
