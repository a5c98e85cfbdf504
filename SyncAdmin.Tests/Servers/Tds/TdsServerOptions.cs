using System.Security.Cryptography.X509Certificates;
using SyncAdmin.Tests.Servers.Tds.Wire;

namespace SyncAdmin.Tests.Servers.Tds;

/// <summary>How a <see cref="TdsServer"/> is set up.</summary>
internal sealed record TdsServerOptions
{
    /// <summary>Those who may log in.</summary>
    internal IReadOnlyList<TdsUser> Users { get; init; } = [new(TdsServer.User, TdsServer.Password)];

    /// <summary>Names; the first is the default database.</summary>
    internal IReadOnlyList<string> Databases { get; init; } = ["shop"];

    internal TdsEncryption Encryption { get; init; } = TdsEncryption.WhenAsked;

    /// <summary>Null: one that it signs itself, for <c>127.0.0.1</c> and <c>localhost</c>.</summary>
    internal X509Certificate2? Certificate { get; init; }

    /// <summary>Of char and varchar.</summary>
    internal Collation Collation { get; init; } = Collation.Utf8;

    internal TimeProvider Time { get; init; } = TimeProvider.System;
}
