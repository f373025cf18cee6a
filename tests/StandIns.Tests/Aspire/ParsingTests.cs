using Aspire.Hosting.Dcp;
using Aspire.Hosting.Launching;

namespace StandIns.Tests.Aspire;

public sealed class ParsingTests
{
    private const string KubeConfigText =
        """
        apiVersion: v1
        clusters:
        - cluster:
            certificate-authority-data: QUJD
            server: https://127.0.0.1:41413
          name: apiserver_cluster
        users:
        - name: apiserver_user
          user:
            token: abcdef

        """;

    [Fact]
    public void TryParse_WholeFile_HasServerAuthorityAndToken() =>
        Assert.Equal(new KubeConfig(new Uri("https://127.0.0.1:41413"), "ABC", "abcdef"), KubeConfig.TryParse(KubeConfigText));

    [Fact]
    public void TryParse_FileStillBeingWritten_IsNull() =>
        Assert.All(Enumerable.Range(0, KubeConfigText.Length - 1), length => Assert.Null(KubeConfig.TryParse(KubeConfigText[..length])));

    [Theory]
    [InlineData("", new string[0])]
    [InlineData("--a b", new[] { "--a", "b" })]
    [InlineData("--name \"two words\"  x", new[] { "--name", "two words", "x" })]
    [InlineData("say \\\"hi\\\"", new[] { "say", "\"hi\"" })]
    [InlineData("\"\"", new[] { "" })]
    public void Split_CommandLine_FollowsTheQuotes(string line, string[] expected) => Assert.Equal(expected, CommandLine.Split(line));
}
