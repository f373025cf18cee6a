namespace EksIngress.Provisioner.Tests.Alb;

public sealed class LintCommandTests
{
    public static TheoryData<string> Folders => [.. GoldenFolders.Names("lint")];

    [Theory]
    [MemberData(nameof(Folders))]
    public Task Lint_GoldenFolder_PrintsExactlyThis(string folder) => GoldenFolders.CheckAsync("lint", folder);
}
