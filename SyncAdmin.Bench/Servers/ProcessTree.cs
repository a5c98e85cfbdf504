using System.Globalization;

namespace SyncAdmin.Bench.Servers;

/// <summary>What a process and its children used, from /proc.</summary>
internal static class ProcessTree
{
    // proc_pid_stat(5), counted from the state, the first field behind the name: there may be a blank in a name.
    private const int Parent = 1;
    private const int User = 11;
    private const int Kernel = 12;
    private const int EndedChildrenUser = 13;
    private const int EndedChildrenKernel = 14;
    private const int TicksPerSecond = 100;

    /// <summary>Processor time of a process, of its children, and of those that ended.</summary>
    internal static TimeSpan Processor(int process)
    {
        var ticks = 0L;
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out var id) && FieldsOf(directory) is { } fields)
            {
                ticks += id == process ? fields[User] + fields[Kernel] + fields[EndedChildrenUser] + fields[EndedChildrenKernel]
                    : fields[Parent] == process ? fields[User] + fields[Kernel]
                    : 0;
            }
        }

        return TimeSpan.FromSeconds(ticks / (double)TicksPerSecond);
    }

    private static long[]? FieldsOf(string directory)
    {
        try
        {
            var text = File.ReadAllText($"{directory}/stat");
            return [.. text[(text.LastIndexOf(')') + 2)..].Split(' ').Select(static field => long.TryParse(field, CultureInfo.InvariantCulture, out var number) ? number : 0)];
        }
        catch (IOException)
        {
            return null; // Ended meanwhile.
        }
    }
}
