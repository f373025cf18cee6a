using Amazon.EC2.Model;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using Amazon.Runtime;
using Tag = Amazon.IdentityManagement.Model.Tag;

namespace EksIngress.Emulator.Tests.Aws.Iam;

/// <summary>Versions of a managed policy: the default one, and it alone, is in force.</summary>
public sealed class ManagedPolicyTests : IAsyncLifetime
{
    private const string Unknown = "arn:aws:iam::000000000000:policy/nobody";
    private const string Aws = "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy";
    private static readonly string s_nothing = AwsTestbed.Document("""{"Effect":"Allow","Action":"s3:*","Resource":"*"}""");
    private static readonly string s_networks = AwsTestbed.Document("""{"Effect":"Allow","Action":"ec2:DescribeVpcs","Resource":"*"}""");

    private AwsTestbed _bed = null!;
    private string _arn = "";

    private IAmazonIdentityManagementService Iam => _bed.Iam;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bed = await AwsTestbed.StartAsync(Token);
        _arn = (await Iam.CreatePolicyAsync(new CreatePolicyRequest { PolicyName = "p", PolicyDocument = s_nothing }, Token)).Policy.Arn;
        await Iam.CreatePolicyVersionAsync(new CreatePolicyVersionRequest { PolicyArn = _arn, PolicyDocument = s_networks }, Token);
    }

    public ValueTask DisposeAsync() => _bed.DisposeAsync();

    [Fact]
    public async Task DefaultVersion_Set_IsInForceAtOnce()
    {
        await Iam.CreateUserAsync(new CreateUserRequest { UserName = "dev" }, Token);
        await Iam.AttachUserPolicyAsync(new AttachUserPolicyRequest { UserName = "dev", PolicyArn = _arn }, Token);
        var key = (await Iam.CreateAccessKeyAsync(new CreateAccessKeyRequest { UserName = "dev" }, Token)).AccessKey;
        var ec2 = _bed.Ec2As(new BasicAWSCredentials(key.AccessKeyId, key.SecretAccessKey));
        Task Look() => ec2.DescribeVpcsAsync(new DescribeVpcsRequest(), Token);

        Assert.Equal("UnauthorizedOperation", await Failures.CodeAsync(Look));
        await SetDefaultAsync(_arn, "v2");
        await Look();
        await SetDefaultAsync(_arn, "v1");
        Assert.Equal("UnauthorizedOperation", await Failures.CodeAsync(Look));
        await SetDefaultAsync(_arn, "v2");
        await Iam.DetachUserPolicyAsync(new DetachUserPolicyRequest { UserName = "dev", PolicyArn = _arn }, Token);
        Assert.Equal("UnauthorizedOperation", await Failures.CodeAsync(Look));
        Assert.Equal("NoSuchEntity", await Failures.CodeAsync(() => Iam.DetachUserPolicyAsync(new DetachUserPolicyRequest { UserName = "dev", PolicyArn = _arn }, Token)));
    }

    [Fact]
    public async Task Versions_ReadAndListed_SayWhichIsTheDefault()
    {
        await SetDefaultAsync(_arn, "v2");

        var read = (await Iam.GetPolicyVersionAsync(new GetPolicyVersionRequest { PolicyArn = _arn, VersionId = "v2" }, Token)).PolicyVersion;
        var first = await Iam.ListPolicyVersionsAsync(new ListPolicyVersionsRequest { PolicyArn = _arn, MaxItems = 1 }, Token);
        var rest = await Iam.ListPolicyVersionsAsync(new ListPolicyVersionsRequest { PolicyArn = _arn, MaxItems = 1, Marker = first.Marker }, Token);

        Assert.Equal(s_networks, Uri.UnescapeDataString(read.Document));
        Assert.True(read.IsDefaultVersion);
        Assert.Equal(["v1:False", "v2:True"], first.Versions.Concat(rest.Versions).Select(version => $"{version.VersionId}:{version.IsDefaultVersion}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task DefaultVersion_OfWhatIsNotThereOrNotOurs_IsRefused()
    {
        Assert.Equal($"NoSuchEntity: Policy {_arn} version v9 does not exist or is not attachable.", await Failures.TextAsync(() => SetDefaultAsync(_arn, "v9")));
        Assert.Equal($"NoSuchEntity: Policy {Unknown} was not found.", await Failures.TextAsync(() => SetDefaultAsync(Unknown, "v1")));
        Assert.Equal("AccessDenied", await Failures.CodeAsync(() => SetDefaultAsync(Aws, "v1")));
        Assert.Equal("NoSuchEntity", await Failures.CodeAsync(() => Iam.GetPolicyVersionAsync(new GetPolicyVersionRequest { PolicyArn = _arn, VersionId = "v9" }, Token)));
        Assert.Equal("NoSuchEntity", await Failures.CodeAsync(() => Iam.ListPolicyVersionsAsync(new ListPolicyVersionsRequest { PolicyArn = Unknown }, Token)));
    }

    [Theory]
    [InlineData("short", "ValidationError: 1 validation error detected: Value 'short' at 'policyArn' failed to satisfy constraint: Member must have length greater than or equal to 20")]
    [InlineData("arn:aws:s3:::a-bucket-and-no-policy", "InvalidInput: ARN arn:aws:s3:::a-bucket-and-no-policy is not valid.")]
    public async Task Arn_ThatIsNone_IsRefused(string arn, string error)
    {
        Assert.Equal(error, await Failures.TextAsync(() => Iam.GetPolicyAsync(new GetPolicyRequest { PolicyArn = arn }, Token)));
        Assert.Equal(error, await Failures.TextAsync(() => SetDefaultAsync(arn, "v1")));
    }

    [Fact]
    public async Task Tags_AddedListedAndRemoved()
    {
        await Iam.TagPolicyAsync(new TagPolicyRequest { PolicyArn = _arn, Tags = [new Tag { Key = "team", Value = "a" }, new Tag { Key = "env", Value = "dev" }] }, Token);
        await Iam.UntagPolicyAsync(new UntagPolicyRequest { PolicyArn = _arn, TagKeys = ["env", "nobody"] }, Token);

        Assert.Equal("team", Assert.Single((await Iam.ListPolicyTagsAsync(new ListPolicyTagsRequest { PolicyArn = _arn }, Token)).Tags).Key);
        Assert.Equal("NoSuchEntity", await Failures.CodeAsync(() => Iam.UntagPolicyAsync(new UntagPolicyRequest { PolicyArn = Unknown, TagKeys = ["a"] }, Token)));
        Assert.Equal("AccessDenied", await Failures.CodeAsync(() => Iam.UntagPolicyAsync(new UntagPolicyRequest { PolicyArn = Aws, TagKeys = ["a"] }, Token)));
    }

    private Task SetDefaultAsync(string arn, string version) => Iam.SetDefaultPolicyVersionAsync(new SetDefaultPolicyVersionRequest { PolicyArn = arn, VersionId = version }, Token);
}
