namespace Aspire.Hosting.ApplicationModel;

internal static class KnownResourceTypes
{
    public const string Executable = "Executable";
    public const string Project = "Project";
    public const string Parameter = "Parameter";
    public const string ConnectionString = "ConnectionString";
}
