namespace Aspire.Hosting.ApplicationModel;

/// <summary>Names of properties that the dashboard gives a meaning.</summary>
internal static class KnownProperties
{
    public const string Uid = "resource.uid";
    public const string Name = "resource.name";
    public const string Type = "resource.type";
    public const string DisplayName = "resource.displayName";
    public const string State = "resource.state";
    public const string ExitCode = "resource.exitCode";
    public const string CreateTime = "resource.createTime";
    public const string StartTime = "resource.startTime";
    public const string StopTime = "resource.stopTime";
    public const string HealthState = "resource.healthState";
    public const string ParentName = "resource.parentName";
    public const string AppArgs = "resource.appArgs";
    public const string AppArgsSensitivity = "resource.appArgsSensitivity";
    public const string ExecutablePath = "executable.path";
    public const string ExecutableWorkDir = "executable.workDir";
    public const string ExecutableArgs = "executable.args";
    public const string ExecutablePid = "executable.pid";
    public const string ProjectPath = "project.path";
    public const string ProjectLaunchProfile = "project.launchProfile";
    public const string ParameterValue = "Value";
}
