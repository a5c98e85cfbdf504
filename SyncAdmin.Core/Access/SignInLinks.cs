using System.Security.Cryptography;
using System.Buffers.Text;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Access;

/// <summary>
/// One-time sign-in links, for when no Entra ID is configured. All state is in the database: a command in a second process may make a
/// link for the running one (resolve this class from <c>AddStorage</c> + <c>AddAccess</c> without starting a host, so that the data
/// directory's lock is left alone; SQLite itself lets the two writers take turns).
/// </summary>
public sealed class SignInLinks(StateDatabase database, AuditLog audit)
{
    /// <summary>How long a link is good for.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private const int TokenBytes = 32;

    /// <summary>A new token, URL-safe, valid for one hour and one sign-in.</summary>
    public async Task<string> CreateAsync(CancellationToken cancellationToken)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        await database.WriteAsync(
            async (transaction, cancel) =>
            {
                await transaction.ExecuteAsync($"DELETE FROM sign_in_links WHERE expires_at < {transaction.Time.Now}", cancel);
                await transaction.ExecuteAsync(
                    $"INSERT INTO sign_in_links (token_hash, expires_at) VALUES (@hash, {transaction.Time.NowPlus(Lifetime)})",
                    cancel,
                    ("hash", AccessHash.Of(token)));
            },
            cancellationToken);
        return token;
    }

    /// <summary>Uses a token up; null when it is unknown, expired or was used. Of two uses at once, one wins.</summary>
    public async Task<Actor?> UseAsync(string token, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(token) || token.Length > 100)
        {
            return null;
        }

        var actor = new Actor("user", "local", "Administrator", Role.Admin);
        var won = await database.WriteAsync(
            async (transaction, cancel) =>
            {
                var used = await transaction.ExecuteAsync(
                    $"UPDATE sign_in_links SET used_at = {transaction.Time.Now} WHERE token_hash = @hash AND used_at IS NULL AND expires_at > {transaction.Time.Now}",
                    cancel,
                    ("hash", AccessHash.Of(token)));
                if (used == 1)
                {
                    audit.Add(transaction, actor, "access.sign-in", "user", actor.Id, null, null, null);
                }

                return used == 1;
            },
            cancellationToken);
        return won ? actor : null;
    }
}
