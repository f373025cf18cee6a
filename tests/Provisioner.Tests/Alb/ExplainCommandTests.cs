namespace EksIngress.Provisioner.Tests.Alb;

public sealed class ExplainCommandTests
{
    public static TheoryData<string> Folders => [.. GoldenFolders.Names("explain")];

    [Theory]
    [MemberData(nameof(Folders))]
    public Task Explain_GoldenFolder_PrintsExactlyThis(string folder) => GoldenFolders.CheckAsync("explain", folder);
}
