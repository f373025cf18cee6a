namespace EksIngress.Provisioner.Tests.Alb;

public sealed class PlanCommandTests
{
    public static TheoryData<string> Folders => [.. GoldenFolders.Names("plan")];

    [Theory]
    [MemberData(nameof(Folders))]
    public Task Plan_GoldenFolder_PrintsExactlyThis(string folder) => GoldenFolders.CheckAsync("plan", folder);
}
