namespace SyncAdmin.Tests.Servers.Tds;

/// <summary>A login that came, admitted or not.</summary>
/// <param name="User">Its name.</param>
/// <param name="Database">Asked for; empty: the default.</param>
/// <param name="Application">The client's name for itself.</param>
/// <param name="ReadOnlyIntent"><c>ApplicationIntent=ReadOnly</c>.</param>
/// <param name="Encrypted">The whole stream is, not the login alone.</param>
/// <param name="Strict">By TDS 8.0.</param>
/// <param name="Error">Number of the error that it got; 0 when admitted.</param>
internal sealed record TdsLogin(string User, string Database, string Application, bool ReadOnlyIntent, bool Encrypted, bool Strict, int Error);
