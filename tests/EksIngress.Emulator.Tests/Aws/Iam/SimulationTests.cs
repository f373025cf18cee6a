using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using Amazon.Runtime;

namespace EksIngress.Emulator.Tests.Aws.Iam;

public sealed class SimulationTests
{
    private const string Trust = """{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SimulateCustomPolicy_ActionsAndResources_AnswersEachPairWithTheDecidingStatement()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);

        var response = await bed.Iam.SimulateCustomPolicyAsync(
            new SimulateCustomPolicyRequest
            {
                PolicyInputList = ["""
                    {"Version":"2012-10-17","Statement":[
                      {"Effect":"Allow","Action":"s3:*","Resource":"*"},
                      {"Effect":"Deny","Action":"s3:DeleteBucket","Resource":"arn:aws:s3:::kept"}]}
                    """],
                ActionNames = ["s3:DeleteBucket", "ec2:RunInstances"],
                ResourceArns = ["arn:aws:s3:::kept", "arn:aws:s3:::scratch"],
            },
            Token);

        Assert.Equal(
            ["s3:DeleteBucket arn:aws:s3:::kept explicitDeny", "s3:DeleteBucket arn:aws:s3:::scratch allowed", "ec2:RunInstances arn:aws:s3:::kept implicitDeny", "ec2:RunInstances arn:aws:s3:::scratch implicitDeny"],
            response.EvaluationResults.Select(result => $"{result.EvalActionName} {result.EvalResourceName} {result.EvalDecision}"));
        var denying = Assert.Single(response.EvaluationResults[0].MatchedStatements);
        Assert.Equal("PolicyInputList.1", denying.SourcePolicyId);
        Assert.Equal((3, 3, 3), (denying.StartPosition.Line, denying.StartPosition.Column, denying.EndPosition.Line));
        Assert.Empty(response.EvaluationResults[2].MatchedStatements ?? []);
    }

    [Fact]
    public async Task SimulatePrincipalPolicy_RoleWithBoundary_TellsWhatIsMissingAndWhatTheBoundarySays()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        var boundary = (await bed.Iam.CreatePolicyAsync(
            new CreatePolicyRequest { PolicyName = "boundary", PolicyDocument = AwsTestbed.Document("""{"Effect":"Allow","Action":"eks:*","Resource":"*"}""") }, Token)).Policy;
        var role = (await bed.Iam.CreateRoleAsync(
            new CreateRoleRequest { RoleName = "r", AssumeRolePolicyDocument = AwsTestbed.Document(Trust), PermissionsBoundary = boundary.Arn }, Token)).Role;
        await bed.Iam.PutRolePolicyAsync(
            new PutRolePolicyRequest
            {
                RoleName = "r",
                PolicyName = "inline",
                PolicyDocument = AwsTestbed.Document("""{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/team":"${aws:PrincipalTag/team}"}}}"""),
            },
            Token);

        var missing = await SimulateAsync(bed, role.Arn, "eks:DescribeCluster");
        var allowed = await SimulateAsync(bed, role.Arn, "eks:DescribeCluster", ("aws:ResourceTag/team", "a"), ("aws:PrincipalTag/team", "a"));
        var bounded = await SimulateAsync(bed, role.Arn, "ec2:RunInstances", ("aws:ResourceTag/team", "a"), ("aws:PrincipalTag/team", "a"));

        Assert.Equal(PolicyEvaluationDecisionType.ImplicitDeny, missing.EvalDecision);
        Assert.Equal(["aws:PrincipalTag/team", "aws:ResourceTag/team"], missing.MissingContextValues);
        Assert.Equal(PolicyEvaluationDecisionType.Allowed, allowed.EvalDecision);
        Assert.Equal("inline", Assert.Single(allowed.MatchedStatements).SourcePolicyId);
        Assert.True(allowed.PermissionsBoundaryDecisionDetail.AllowedByPermissionsBoundary);
        Assert.Equal(PolicyEvaluationDecisionType.ImplicitDeny, bounded.EvalDecision);
        Assert.False(bounded.PermissionsBoundaryDecisionDetail.AllowedByPermissionsBoundary);
    }

    [Fact]
    public async Task SimulatePrincipalPolicy_ManyPairs_ArePaged()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        var role = await bed.CreateRoleAsync("r", Trust, """{"Effect":"Allow","Action":"ec2:*","Resource":"*"}""");
        var request = new SimulatePrincipalPolicyRequest { PolicySourceArn = role.Arn, ActionNames = [.. Enumerable.Range(0, 25).Select(index => $"ec2:Action{index}")], MaxItems = 10 };

        var seen = new List<string>();
        SimulatePrincipalPolicyResponse response;
        do
        {
            response = await bed.Iam.SimulatePrincipalPolicyAsync(request, Token);
            seen.AddRange(response.EvaluationResults.Select(result => result.EvalActionName));
            request.Marker = response.Marker;
        }
        while (response.IsTruncated == true);

        Assert.Equal(request.ActionNames, seen);
    }

    [Theory]
    [InlineData("arn:aws:iam::000000000000:role/none", "ec2:RunInstances", "string", "NoSuchEntity")]
    [InlineData("arn:aws:iam::000000000000:user/admin", "RunInstances", "string", "InvalidInput")]
    [InlineData("arn:aws:iam::000000000000:user/admin", "ec2:RunInstances", "text", "ValidationError")]
    public async Task SimulatePrincipalPolicy_WrongInput_IsRefused(string source, string action, string type, string code)
    {
        await using var bed = await AwsTestbed.StartAsync(Token);

        var error = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => bed.Iam.SimulatePrincipalPolicyAsync(
            new SimulatePrincipalPolicyRequest
            {
                PolicySourceArn = source,
                ActionNames = [action],
                ContextEntries = [new ContextEntry { ContextKeyName = "aws:username", ContextKeyType = type, ContextKeyValues = ["a"] }],
            },
            Token));

        Assert.Equal(code, error.ErrorCode);
    }

    private static async Task<EvaluationResult> SimulateAsync(AwsTestbed bed, string role, string action, params (string Key, string Value)[] context) =>
        Assert.Single((await bed.Iam.SimulatePrincipalPolicyAsync(
            new SimulatePrincipalPolicyRequest
            {
                PolicySourceArn = role,
                ActionNames = [action],
                ContextEntries = [.. context.Select(entry => new ContextEntry { ContextKeyName = entry.Key, ContextKeyType = ContextKeyTypeEnum.String, ContextKeyValues = [entry.Value] })],
            },
            Token)).EvaluationResults);
}
