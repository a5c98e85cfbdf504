namespace SyncAdmin.Tests.Servers.Tds.Wire;

/// <summary>A parameter of a call.</summary>
/// <param name="Name">With its @; empty when given by position.</param>
/// <param name="Type">As the client declared it.</param>
/// <param name="Value">In the CLR form that <see cref="ValueWriter"/> documents; null is NULL.</param>
internal sealed record TdsParameter(string Name, TdsType Type, object? Value);
