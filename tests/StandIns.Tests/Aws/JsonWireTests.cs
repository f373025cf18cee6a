using System.Text.Json;
using Amazon.CertificateManager;
using Amazon.ECR;
using Amazon.ECR.Model;

namespace StandIns.Tests.Aws;

public sealed class JsonWireTests
{
    public static TheoryData<string, Func<AmazonCertificateManagerClient, Task>, string, string> CertificateCalls => new()
    {
        {
            "request",
            acm => acm.RequestCertificateAsync(new() { DomainName = "a.example.test", ValidationMethod = ValidationMethod.DNS, Tags = [new() { Key = "k", Value = "v" }] }),
            "CertificateManager.RequestCertificate",
            """{"DomainName":"a.example.test","Tags":[{"Key":"k","Value":"v"}],"ValidationMethod":"DNS"}"""
        },
        {
            "list, whose filters begin with a small letter",
            acm => acm.ListCertificatesAsync(new() { MaxItems = 5, Includes = new() { KeyTypes = [KeyAlgorithm.RSA_2048] } }),
            "CertificateManager.ListCertificates",
            """{"Includes":{"keyTypes":["RSA_2048"]},"MaxItems":5}"""
        },
        {
            "import, with blobs",
            acm => acm.ImportCertificateAsync(new() { Certificate = new MemoryStream("abc"u8.ToArray()), PrivateKey = new MemoryStream("k"u8.ToArray()) }),
            "CertificateManager.ImportCertificate",
            """{"Certificate":"YWJj","PrivateKey":"aw=="}"""
        },
    };

    [Theory]
    [MemberData(nameof(CertificateCalls))]
    public async Task Acm_Call_IsSentAsTheApiReferenceSays(string name, Func<AmazonCertificateManagerClient, Task> call, string target, string body)
    {
        ArgumentNullException.ThrowIfNull(call);
        await using var server = await WireServer.StartAsync(new CannedResponse(200, "{}"));
        using var client = Clients.Acm(server);

        await call(client);

        var request = Assert.Single(server.Requests);
        Assert.True(request is { Method: "POST", Target: "/" }, name);
        Assert.Equal(target, request.Headers["X-Amz-Target"].ToString());
        Assert.Equal("application/x-amz-json-1.1", request.Headers["Content-Type"].ToString());
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(body).RootElement, JsonDocument.Parse(request.Body).RootElement), $"{name}: {request.Body}");
        Assert.Contains("/eu-west-1/acm/aws4_request", request.Headers["Authorization"].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Acm_DescribeCertificate_AnswerIsReadByItsOwnNames()
    {
        await using var server = await WireServer.StartAsync(new CannedResponse(200, """
            {"Certificate":{"CertificateArn":"arn","Status":"ISSUED","NotAfter":1.767323045E9,"SubjectAlternativeNames":["a"],"certificateArn":"wrong"}}
            """));
        using var client = Clients.Acm(server);

        var certificate = (await client.DescribeCertificateAsync(new() { CertificateArn = "arn" }, TestContext.Current.CancellationToken)).Certificate;

        Assert.Equal("arn", certificate.CertificateArn);
        Assert.Equal(CertificateStatus.ISSUED, certificate.Status);
        Assert.Equal(new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), certificate.NotAfter);
        Assert.Equal(["a"], certificate.SubjectAlternativeNames);
        Assert.Null(certificate.InUseBy);
    }

    [Theory]
    [InlineData("ResourceInUseException", typeof(Amazon.CertificateManager.Model.ResourceInUseException))]
    [InlineData("com.amazonaws.acm#ResourceInUseException", typeof(Amazon.CertificateManager.Model.ResourceInUseException))]
    [InlineData("LimitExceededException", typeof(AmazonCertificateManagerException))] // not modelled by DeleteCertificate
    public async Task Acm_DeleteCertificate_Error_ThrowsWhatTheOperationModels(string code, Type expected)
    {
        await using var server = await WireServer.StartAsync(new CannedResponse(400, $$"""{"__type":"{{code}}","message":"in use"}""", "application/x-amz-json-1.1"));
        using var client = Clients.Acm(server);

        var exception = await Assert.ThrowsAnyAsync<AmazonCertificateManagerException>(
            () => client.DeleteCertificateAsync(new() { CertificateArn = "arn" }, TestContext.Current.CancellationToken));

        Assert.IsType(expected, exception);
        Assert.Equal(code.Split('#')[^1], exception.ErrorCode);
        Assert.Equal("in use", exception.Message);
    }

    [Fact]
    public async Task Ecr_CreateRepository_SpeaksWithSmallFirstLetters()
    {
        await using var server = await WireServer.StartAsync(new CannedResponse(200, """{"repository":{"repositoryUri":"u","imageTagMutability":"MUTABLE"}}"""));
        using var client = Clients.Ecr(server);

        var repository = (await client.CreateRepositoryAsync(
            new() { RepositoryName = "shop/web", ImageScanningConfiguration = new() { ScanOnPush = true } }, TestContext.Current.CancellationToken)).Repository;

        var request = Assert.Single(server.Requests);
        Assert.Equal("AmazonEC2ContainerRegistry_V20150921.CreateRepository", request.Headers["X-Amz-Target"].ToString());
        Assert.Equal("""{"imageScanningConfiguration":{"scanOnPush":true},"repositoryName":"shop/web"}""", request.Body);
        Assert.Contains("/eu-west-1/ecr/aws4_request", request.Headers["Authorization"].ToString(), StringComparison.Ordinal);
        Assert.Equal("u", repository.RepositoryUri);
        Assert.Equal(ImageTagMutability.MUTABLE, repository.ImageTagMutability);
    }

    [Theory]
    [InlineData("eu-west-1", false, "https://api.ecr.eu-west-1.amazonaws.com")]
    [InlineData("us-east-1", true, "https://ecr-fips.us-east-1.amazonaws.com")]
    public void Ecr_Region_GivesItsHost(string region, bool fips, string expected)
    {
        using var client = new AmazonECRClient(
            new Amazon.Runtime.BasicAWSCredentials("a", "b"), new AmazonECRConfig { RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(region), UseFIPSEndpoint = fips });

        Assert.Equal(expected, client.DetermineServiceOperationEndpoint(new DescribeRepositoriesRequest()).URL);
    }
}
