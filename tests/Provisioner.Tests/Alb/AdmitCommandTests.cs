namespace EksIngress.Provisioner.Tests.Alb;

public sealed class AdmitCommandTests
{
    public static TheoryData<string> Folders => [.. GoldenFolders.Names("admit")];

    [Theory]
    [MemberData(nameof(Folders))]
    public Task Admit_GoldenFolder_PrintsExactlyThis(string folder) => GoldenFolders.CheckAsync("admit", folder);
}
