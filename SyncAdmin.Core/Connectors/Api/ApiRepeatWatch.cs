using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors.Api;

/// <summary>
/// Notices while an API is being read that it goes in a circle: a page with the keys of an earlier one, or a key again that one of the first
/// pages had. What comes twice later is found when the rows are sorted.
/// </summary>
/// <param name="keyFields">Names, for people.</param>
/// <param name="keysMayRepeat">True for a list of changes: what changes meanwhile comes again.</param>
internal sealed class ApiRepeatWatch(IReadOnlyList<string> keyFields, bool keysMayRepeat)
{
    private const int MostKeys = 100_000;
    private readonly Dictionary<UInt128, int> _pages = [];
    private readonly HashSet<UInt128> _keys = [];

    /// <summary>The keys of a page's rows.</summary>
    internal void See(int number, IReadOnlyList<object[]> keys)
    {
        if (keys.Count == 0)
        {
            return;
        }

        var hashes = keys.Select(key => SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001F', key.Select(ApiNumber.TextOf))))).ToList();
        var page = Number(SHA256.HashData([.. hashes.SelectMany(hash => hash)]));
        if (!_pages.TryAdd(page, number))
        {
            throw new ProblemException(new Problem(ErrorCatalog.ApiPageRepeats, $"Page {number} has the same items as page {_pages[page]}."));
        }

        for (var i = 0; i < keys.Count && !keysMayRepeat; i++)
        {
            var key = Number(hashes[i]);
            if (_keys.Count < MostKeys ? !_keys.Add(key) : _keys.Contains(key))
            {
                throw KeySequence.RepeatedKey(keyFields, keys[i]);
            }
        }
    }

    private static UInt128 Number(byte[] hash) => BinaryPrimitives.ReadUInt128LittleEndian(hash);
}
