namespace SyncAdmin.Core.Vision.Tesseract;

/// <summary>Finds a program as a shell would, without one.</summary>
internal static class ProgramPath
{
    /// <summary>The full path; null when there is none.</summary>
    internal static string? Find(string command)
    {
        if (Path.IsPathFullyQualified(command))
        {
            return File.Exists(command) ? command : null;
        }

        // A relative path would mean whatever lies in the working directory.
        return command.IndexOfAny(['/', '\\']) >= 0
            ? null
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .Where(Path.IsPathFullyQualified)
                .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() && !command.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? command + ".exe" : command))
                .FirstOrDefault(File.Exists);
    }
}
