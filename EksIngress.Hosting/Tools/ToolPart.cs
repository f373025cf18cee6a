namespace EksIngress.Hosting.Tools;

/// <summary>A program that the environment needs: a project of the solution, or a part of the installed tool.</summary>
/// <param name="ProjectName">Name of its project.</param>
/// <param name="Arguments">What the installed tool takes before the program's own arguments.</param>
internal sealed record ToolPart(string ProjectName, IReadOnlyList<string> Arguments)
{
    public static readonly ToolPart Emulator = new("EksIngress.Emulator", ["emulator"]);

    public static readonly ToolPart Provisioner = new("Provisioner", []);
}
