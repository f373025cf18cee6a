using System.Text.Json;
using EksIngress.Emulator.Tests.Aws;

namespace EksIngress.Emulator.Tests.AwsCli;

public sealed class IdentityCliTests : IAsyncLifetime
{
    private AwsTestbed _bed = null!;
    private AwsCli _aws = null!;

    public async ValueTask InitializeAsync()
    {
        _bed = await AwsTestbed.StartAsync(TestContext.Current.CancellationToken);
        _aws = new AwsCli(_bed.Emulator);
    }

    public async ValueTask DisposeAsync()
    {
        _aws.Dispose();
        await _bed.DisposeAsync();
    }

    [Fact]
    public async Task User_WithAKeyOfItsOwn_MayWhatItsPoliciesAndBoundaryAllow()
    {
        await _aws.TextAsync("iam create-user --user-name dev --path /team/ --tags Key=team,Value=a");
        await _aws.TextAsync("iam put-user-policy --user-name dev --policy-name look --policy-document", AwsTestbed.Document("""{"Effect":"Allow","Action":["ec2:Describe*","iam:List*"],"Resource":"*"}"""));
        var key = (await _aws.JsonAsync("iam create-access-key --user-name dev")).GetProperty("AccessKey");
        await _aws.TextAsync("iam put-user-permissions-boundary --user-name dev --permissions-boundary arn:aws:iam::aws:policy/AmazonEKSVPCResourceController");

        var administrator = _aws.Keys;
        _aws.Keys = (key.GetProperty("AccessKeyId").GetString()!, key.GetProperty("SecretAccessKey").GetString()!);
        var identity = await _aws.JsonAsync("sts get-caller-identity");
        await _aws.TextAsync("ec2 describe-vpcs");
        var bounded = await _aws.ErrorAsync("iam list-users");
        var session = await _aws.JsonAsync("sts get-session-token");
        _aws.Keys = administrator;
        await _aws.TextAsync("iam update-access-key --user-name dev --status Inactive --access-key-id", key.GetProperty("AccessKeyId").GetString()!);
        _aws.Keys = (key.GetProperty("AccessKeyId").GetString()!, key.GetProperty("SecretAccessKey").GetString()!);
        var inactive = await _aws.ErrorAsync("sts get-caller-identity");
        _aws.Keys = administrator;
        var inUse = await _aws.ErrorAsync("iam delete-user --user-name dev");
        await _aws.TextAsync("iam delete-access-key --user-name dev --access-key-id", key.GetProperty("AccessKeyId").GetString()!);
        await _aws.TextAsync("iam delete-user-policy --user-name dev --policy-name look");
        await _aws.TextAsync("iam delete-user --user-name dev");
        var gone = await _aws.ErrorAsync("iam get-user --user-name dev");

        Assert.Equal("arn:aws:iam::000000000000:user/team/dev", identity.GetProperty("Arn").GetString());
        Assert.Contains("(AccessDenied)", bounded, StringComparison.Ordinal);
        Assert.StartsWith("ASIA", session.GetProperty("Credentials").GetProperty("AccessKeyId").GetString(), StringComparison.Ordinal);
        Assert.Contains("(InvalidClientTokenId)", inactive, StringComparison.Ordinal);
        Assert.Contains("(DeleteConflict) when calling the DeleteUser operation: Cannot delete entity, must delete access keys first.", inUse, StringComparison.Ordinal);
        Assert.Contains("(NoSuchEntity) when calling the GetUser operation: The user with name dev cannot be found.", gone, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Groups_MadeFilledListedInPagesAndSimulated_AsAPersonWould()
    {
        for (var number = 0; number < 3; number++)
        {
            await _aws.TextAsync($"iam create-group --group-name team{number}");
        }

        await _aws.TextAsync("iam create-user --user-name dev");
        await _aws.TextAsync("iam wait user-exists --user-name dev");
        await _aws.TextAsync("iam add-user-to-group --group-name team0 --user-name dev");
        await _aws.TextAsync("iam attach-group-policy --group-name team0 --policy-arn arn:aws:iam::aws:policy/ReadOnlyAccess");
        var first = await _aws.JsonAsync("iam list-groups --max-items 2");
        var rest = await _aws.JsonAsync("iam list-groups --starting-token", first.GetProperty("NextToken").GetString()!);
        var details = await _aws.JsonAsync("iam get-account-authorization-details --filter User Group --page-size 1");
        var simulated = await _aws.JsonAsync("iam simulate-principal-policy --policy-source-arn arn:aws:iam::000000000000:user/dev --action-names ec2:DescribeVpcs ec2:CreateVpc");
        var inGroup = await _aws.ErrorAsync("iam delete-user --user-name dev");
        await _aws.TextAsync("iam remove-user-from-group --group-name team0 --user-name dev");
        await _aws.TextAsync("iam delete-user --user-name dev");

        Assert.Equal(3, first.GetProperty("Groups").GetArrayLength() + rest.GetProperty("Groups").GetArrayLength());
        Assert.Equal(3, details.GetProperty("GroupDetailList").GetArrayLength());
        Assert.Equal(2, details.GetProperty("UserDetailList").GetArrayLength());
        Assert.Equal(["allowed", "implicitDeny"], simulated.GetProperty("EvaluationResults").EnumerateArray().Select(result => result.GetProperty("EvalDecision").GetString()));
        Assert.Contains("(DeleteConflict) when calling the DeleteUser operation: Cannot delete entity, must remove users from group first.", inGroup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InstanceProfile_WithARole_KeepsTheRoleFromBeingDeleted()
    {
        await _bed.CreateServiceRoleAsync("node", "ec2.amazonaws.com");
        await _aws.TextAsync("iam create-instance-profile --instance-profile-name nodes");
        await _aws.TextAsync("iam wait instance-profile-exists --instance-profile-name nodes");
        await _aws.TextAsync("iam add-role-to-instance-profile --instance-profile-name nodes --role-name node");
        var second = await _aws.ErrorAsync("iam add-role-to-instance-profile --instance-profile-name nodes --role-name node");
        var ofRole = await _aws.JsonAsync("iam list-instance-profiles-for-role --role-name node");
        var conflict = await _aws.ErrorAsync("iam delete-role --role-name node");
        await _aws.TextAsync("iam remove-role-from-instance-profile --instance-profile-name nodes --role-name node");
        await _aws.TextAsync("iam delete-role --role-name node");
        await _aws.TextAsync("iam delete-instance-profile --instance-profile-name nodes");

        Assert.Contains("(LimitExceeded)", second, StringComparison.Ordinal);
        Assert.Equal("nodes", ofRole.GetProperty("InstanceProfiles")[0].GetProperty("InstanceProfileName").GetString());
        Assert.Contains("must remove roles from instance profile first", conflict, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_InPages_ShowEverythingOnce()
    {
        for (var number = 0; number < 3; number++)
        {
            await _bed.CreateServiceRoleAsync($"role{number}", "ec2.amazonaws.com");
        }

        var first = await _aws.JsonAsync("iam list-roles --max-items 2");
        var rest = await _aws.JsonAsync("iam list-roles --starting-token", first.GetProperty("NextToken").GetString()!);
        // The CLI itself asks for page after page.
        var policies = await _aws.JsonAsync("iam list-policies --scope AWS --page-size 5");

        Assert.Equal(["role0", "role1", "role2"], Names(first).Concat(Names(rest)));
        Assert.Equal(
            policies.GetProperty("Policies").EnumerateArray().Select(policy => policy.GetProperty("Arn").GetString()).Distinct().Count(),
            policies.GetProperty("Policies").GetArrayLength());
    }

    [Fact]
    public async Task ServiceLinkedRole_OfClusters_IsDeletedWhenNoClusterIsLeft()
    {
        await _aws.TextAsync("iam create-service-linked-role --aws-service-name eks.amazonaws.com");
        var task = (await _aws.JsonAsync("iam delete-service-linked-role --role-name AWSServiceRoleForAmazonEKS")).GetProperty("DeletionTaskId").GetString()!;
        var status = await _aws.JsonAsync("iam get-service-linked-role-deletion-status --deletion-task-id", task);
        await _aws.TextAsync("iam create-account-alias --account-alias here");
        var aliases = await _aws.JsonAsync("iam list-account-aliases");
        var summary = await _aws.JsonAsync("iam get-account-summary");

        Assert.Equal("SUCCEEDED", status.GetProperty("Status").GetString());
        Assert.Equal("here", aliases.GetProperty("AccountAliases")[0].GetString());
        Assert.Equal(1, summary.GetProperty("SummaryMap").GetProperty("Users").GetInt32());
    }

    [Fact]
    public async Task Sts_AssumesFederatesAndDecodes_AsAPersonWould()
    {
        var role = await _bed.CreateRoleAsync("ops", """{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:root"},"Action":"sts:AssumeRole"}""");
        await _aws.TextAsync("iam wait role-exists --role-name ops");
        var policy = (await _aws.JsonAsync("iam create-policy --policy-name look --policy-document", AwsTestbed.Document("""{"Effect":"Allow","Action":"ec2:Describe*","Resource":"*"}"""))).GetProperty("Policy").GetProperty("Arn").GetString();
        await _aws.TextAsync($"iam wait policy-exists --policy-arn {policy}");

        var assumed = await _aws.JsonAsync($"sts assume-role --role-arn {role.Arn} --role-session-name me");
        var federated = await _aws.JsonAsync($"sts get-federation-token --name someone --policy-arns arn={policy}");
        var notAllowed = await _aws.ErrorAsync("sts assume-role --role-arn arn:aws:iam::000000000000:role/nobody --role-session-name me");
        var user = await _bed.CreateUserAsync("dev", """{"Effect":"Allow","Action":"sts:*","Resource":"*"}""");
        var key = await user.GetCredentialsAsync();
        _aws.Keys = (key.AccessKey, key.SecretKey);
        var refused = await _aws.ErrorAsync("ec2 create-vpc --cidr-block 10.0.0.0/16");
        var encoded = refused[(refused.LastIndexOf(' ') + 1)..];
        var decoded = (await _aws.JsonAsync("sts decode-authorization-message --encoded-message", encoded)).GetProperty("DecodedMessage").GetString()!;
        var noMessage = await _aws.ErrorAsync("sts decode-authorization-message --encoded-message nonsense");

        Assert.Equal("arn:aws:sts::000000000000:assumed-role/ops/me", assumed.GetProperty("AssumedRoleUser").GetProperty("Arn").GetString());
        Assert.Equal("arn:aws:sts::000000000000:federated-user/someone", federated.GetProperty("FederatedUser").GetProperty("Arn").GetString());
        Assert.Contains("(AccessDenied) when calling the AssumeRole operation", notAllowed, StringComparison.Ordinal);
        Assert.Contains("(UnauthorizedOperation) when calling the CreateVpc operation: You are not authorized to perform this operation.", refused, StringComparison.Ordinal);
        using var message = JsonDocument.Parse(decoded);
        Assert.Equal("ec2:CreateVpc", message.RootElement.GetProperty("context").GetProperty("action").GetString());
        Assert.Contains("(InvalidAuthorizationMessageException)", noMessage, StringComparison.Ordinal);
    }

    private static IEnumerable<string?> Names(JsonElement roles) =>
        roles.GetProperty("Roles").EnumerateArray().Select(role => role.GetProperty("RoleName").GetString());
}
