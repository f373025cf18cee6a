using Amazon.IdentityManagement.Model;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace EksIngress.Emulator.Tests.Aws.Sts;

public sealed class AssumeRoleTests
{
    private const string Admin = "arn:aws:iam::000000000000:user/admin";
    private const string Operator = "arn:aws:iam::000000000000:role/operator";
    private const string MayAssume = """{"Effect":"Allow","Action":"sts:*","Resource":"*"}""";
    private const string MayList = """{"Effect":"Allow","Action":"iam:ListRoles","Resource":"*"}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"AWS":"000000000000"}""", MayAssume, true)]
    [InlineData("""{"AWS":"arn:aws:iam::000000000000:root"}""", MayList, false)]
    [InlineData("""{"AWS":"arn:aws:iam::000000000000:role/operator"}""", MayList, true)]
    [InlineData("""{"AWS":"arn:aws:sts::000000000000:assumed-role/operator/s1"}""", MayList, true)]
    [InlineData("""{"AWS":"arn:aws:sts::000000000000:assumed-role/operator/other"}""", MayAssume, false)]
    [InlineData("""{"AWS":"arn:aws:iam::000000000000:user/admin"}""", MayAssume, false)]
    [InlineData("""{"Service":"ec2.amazonaws.com"}""", MayAssume, false)]
    [InlineData("""{"AWS":"111111111111"}""", MayAssume, false)]
    [InlineData("""{"AWS":"arn:aws:iam::111111111111:root"}""", MayAssume, false)]
    [InlineData("""{"AWS":"arn:aws:iam::000000000000:role/operator"}""", """{"Effect":"Deny","Action":"sts:AssumeRole","Resource":"*"}""", false)]
    public async Task AssumeRole_TrustAndOwnPolicies_DecideTogether(string principal, string policy, bool allowed)
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        await bed.CreateRoleAsync("operator", Trust($$"""{"AWS":"{{Admin}}"}"""), policy);
        await bed.CreateRoleAsync("target", Trust(principal));
        var session = await AssumeAsync(bed.Sts, Operator);

        var assume = () => AssumeAsync(bed.StsAs(session.Credentials), "arn:aws:iam::000000000000:role/target");

        if (allowed)
        {
            Assert.Equal("arn:aws:sts::000000000000:assumed-role/target/s1", (await assume()).AssumedRoleUser.Arn);
        }
        else
        {
            var exception = await Assert.ThrowsAnyAsync<AmazonServiceException>(assume);
            Assert.Equal("AccessDenied", exception.ErrorCode);
            Assert.Contains("is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::000000000000:role/target", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task AssumeRole_RoleOfAnotherAccount_IsDeniedThoughOneHereHasItsName()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        await bed.CreateRoleAsync("operator", Trust($$"""{"AWS":"{{Admin}}"}"""));

        var exception = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => AssumeAsync(bed.Sts, "arn:aws:iam::111111111111:role/operator"));

        Assert.Equal("AccessDenied", exception.ErrorCode);
        Assert.Contains("is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111111111111:role/operator", exception.Message, StringComparison.Ordinal);
    }

    // As IAM says of NotPrincipal with Deny: who names a role there must name its account as well.
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
    [Theory]
    [InlineData("""["arn:aws:iam::000000000000:root","arn:aws:iam::000000000000:role/operator"]""", true)]
    [InlineData("""["arn:aws:iam::000000000000:root","arn:aws:sts::000000000000:assumed-role/operator/s1"]""", true)]
    [InlineData("""["arn:aws:iam::000000000000:root","arn:aws:iam::000000000000:user/admin"]""", false)]
    [InlineData("""["arn:aws:iam::000000000000:root"]""", false)]
    [InlineData("""["arn:aws:iam::000000000000:role/operator"]""", false)]
    [InlineData("""["arn:aws:iam::111111111111:root"]""", false)]
    public async Task AssumeRole_TrustPolicyDeniesAllBut_SparesWhoIsNamedWithItsAccount(string spared, bool allowed)
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        await bed.CreateRoleAsync("operator", Trust($$"""{"AWS":"{{Admin}}"}"""), MayAssume);
        await bed.CreateRoleAsync("target", Trust($$"""{"AWS":"{{Operator}}"}""") + $$""",{"Effect":"Deny","NotPrincipal":{"AWS":{{spared}}},"Action":"sts:AssumeRole"}""");
        var session = await AssumeAsync(bed.Sts, Operator);

        var assume = () => AssumeAsync(bed.StsAs(session.Credentials), "arn:aws:iam::000000000000:role/target");

        if (allowed)
        {
            Assert.NotNull((await assume()).Credentials);
        }
        else
        {
            var exception = await Assert.ThrowsAnyAsync<AmazonServiceException>(assume);
            Assert.EndsWith("with an explicit deny in a resource-based policy", exception.Message, StringComparison.Ordinal);
        }
    }

    // The boundary of a caller that is named itself leaves a role's trust alone, that of a role does not; and no bounded caller is spared by a NotPrincipal.
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
    [Theory]
    [InlineData("user", """{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:user/dev"},"Action":"sts:AssumeRole"}""", null)]
    [InlineData("user", """{"Effect":"Allow","Principal":{"AWS":"000000000000"},"Action":"sts:AssumeRole"}""", "because no permissions boundary allows the sts:AssumeRole action")]
    [InlineData("role", """{"Effect":"Allow","Principal":{"AWS":"arn:aws:sts::000000000000:assumed-role/operator/s1"},"Action":"sts:AssumeRole"}""", null)]
    [InlineData("role", """{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:role/operator"},"Action":"sts:AssumeRole"}""", "because no permissions boundary allows the sts:AssumeRole action")]
    [InlineData(
        "user",
        """{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:user/dev"},"Action":"sts:AssumeRole"},{"Effect":"Deny","NotPrincipal":{"AWS":["arn:aws:iam::000000000000:user/dev","000000000000"]},"Action":"sts:AssumeRole"}""",
        "with an explicit deny in a resource-based policy")]
    public async Task AssumeRole_CallerWithBoundary_IsLimitedByItUnlessItIsNamedItself(string caller, string trust, string? refusal)
    {
        const string Boundary = "arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy";
        await using var bed = await AwsTestbed.StartAsync(Token);
        var user = await bed.CreateUserAsync("dev", MayAssume);
        await bed.CreateRoleAsync("operator", Trust($$"""{"AWS":"{{Admin}}"}"""), MayAssume);
        await bed.CreateRoleAsync("target", trust);
        var session = (await AssumeAsync(bed.Sts, Operator)).Credentials;
        await bed.Iam.PutUserPermissionsBoundaryAsync(new PutUserPermissionsBoundaryRequest { UserName = "dev", PermissionsBoundary = Boundary }, Token);
        await bed.Iam.PutRolePermissionsBoundaryAsync(new PutRolePermissionsBoundaryRequest { RoleName = "operator", PermissionsBoundary = Boundary }, Token);

        var assume = () => AssumeAsync(bed.StsAs(caller == "user" ? user : session), "arn:aws:iam::000000000000:role/target");

        if (refusal is null)
        {
            Assert.NotNull((await assume()).Credentials);
        }
        else
        {
            Assert.EndsWith(refusal, (await Assert.ThrowsAnyAsync<AmazonServiceException>(assume)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task AssumeRole_UsersTemporaryCredentials_AreTheUsers()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        var user = await bed.CreateUserAsync("dev", MayList);
        await bed.CreateRoleAsync("target", Trust("""{"AWS":"arn:aws:iam::000000000000:user/dev"}"""));
        var session = (await bed.StsAs(user).GetSessionTokenAsync(new GetSessionTokenRequest(), Token)).Credentials;

        var assumed = await AssumeAsync(bed.StsAs(session), "arn:aws:iam::000000000000:role/target");

        Assert.Equal("arn:aws:sts::000000000000:assumed-role/target/s1", assumed.AssumedRoleUser.Arn);
    }

    [Fact]
    public async Task AssumeRole_CallersRoleMadeAnew_IsNotTrustedByItsName()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        await bed.CreateRoleAsync("operator", Trust($$"""{"AWS":"{{Admin}}"}"""));
        await bed.CreateRoleAsync("target", Trust($$"""{"AWS":"{{Operator}}"}"""));
        await bed.Iam.DeleteRoleAsync(new DeleteRoleRequest { RoleName = "operator" }, Token);
        await bed.CreateRoleAsync("operator", Trust($$"""{"AWS":"{{Admin}}"}"""));
        var session = await AssumeAsync(bed.Sts, Operator);

        await Assert.ThrowsAnyAsync<AmazonServiceException>(() => AssumeAsync(bed.StsAs(session.Credentials), "arn:aws:iam::000000000000:role/target"));
    }

    [Fact]
    public async Task Session_WithSessionPolicy_HasNoMoreThanIt()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        await bed.CreateRoleAsync("operator", Trust($$"""{"AWS":"{{Admin}}"}"""), """{"Effect":"Allow","Action":"iam:*","Resource":"*"}""");
        var session = await bed.Sts.AssumeRoleAsync(
            new AssumeRoleRequest { RoleArn = Operator, RoleSessionName = "s1", Policy = AwsTestbed.Document(MayList) }, Token);
        var iam = bed.IamAs(session.Credentials);

        Assert.Single((await iam.ListRolesAsync(new ListRolesRequest(), Token)).Roles);
        var exception = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => iam.GetRoleAsync(new GetRoleRequest { RoleName = "operator" }, Token));

        Assert.EndsWith("because no session policy allows the iam:GetRole action", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(899)]
    [InlineData(3601)]
    public async Task AssumeRole_DurationOutsideTheRolesLimits_IsRefused(int seconds)
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        await bed.CreateRoleAsync("operator", Trust($$"""{"AWS":"{{Admin}}"}"""));

        var exception = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => bed.Sts.AssumeRoleAsync(
            new AssumeRoleRequest { RoleArn = Operator, RoleSessionName = "s1", DurationSeconds = seconds }, Token));

        Assert.Equal("ValidationError", exception.ErrorCode);
    }

    [Theory]
    [InlineData("SourceIdentity")]
    [InlineData("TransitiveTagKeys")]
    [InlineData("ProvidedContexts")]
    [InlineData("SerialNumber")]
    [InlineData("TokenCode")]
    public async Task AssumeRole_ParameterThatWouldBeIgnored_IsRefusedByName(string parameter)
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        await bed.CreateRoleAsync("operator", Trust($$"""{"AWS":"{{Admin}}"}"""));
        var request = new AssumeRoleRequest { RoleArn = Operator, RoleSessionName = "s1", TransitiveTagKeys = [], ProvidedContexts = [] };
        Assert.NotNull((await bed.Sts.AssumeRoleAsync(request, Token)).Credentials);
        switch (parameter)
        {
            case "SourceIdentity":
                request.SourceIdentity = "alice";
                break;
            case "TransitiveTagKeys":
                request.TransitiveTagKeys = ["team"];
                break;
            case "ProvidedContexts":
                request.ProvidedContexts = [new ProvidedContext { ProviderArn = "arn:aws:iam::aws:contextProvider/IdentityCenter", ContextAssertion = "asserted" }];
                break;
            case "SerialNumber":
                request.SerialNumber = "arn:aws:iam::000000000000:mfa/admin";
                break;
            default:
                request.TokenCode = "123456";
                break;
        }

        var exception = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => bed.Sts.AssumeRoleAsync(request, Token));

        Assert.Equal("NotEmulated", exception.ErrorCode);
        Assert.Matches($"^The parameter '{parameter}(\\.member\\.1(\\.\\w+)?)?' of AssumeRole is not emulated by the service 'sts'. Leave it out, or use AWS.$", exception.Message);
    }

    private static string Trust(string principal) => $$"""{"Effect":"Allow","Principal":{{principal}},"Action":"sts:AssumeRole"}""";

    private static Task<AssumeRoleResponse> AssumeAsync(IAmazonSecurityTokenService sts, string roleArn) =>
        sts.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = roleArn, RoleSessionName = "s1" }, Token);
}
