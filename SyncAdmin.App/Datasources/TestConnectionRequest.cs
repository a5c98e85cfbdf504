using System.Text.Json;

namespace SyncAdmin.App.Datasources;

/// <summary>A connection to try that is not stored.</summary>
/// <param name="Type"><c>mysql</c>, <c>postgresql</c>, <c>sqlite</c> …</param>
/// <param name="ConnectionConfig">With its secrets.</param>
internal sealed record TestConnectionRequest(string Type, JsonElement ConnectionConfig);
