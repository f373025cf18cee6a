using EksIngress.Emulator.Aws.Policies;

namespace EksIngress.Emulator.Tests.Aws.Policies;

public sealed class ConditionTests
{
    [Theory]
    [InlineData("StringEquals", "aws:username", "a|b", "aws:username=b", "Matches")]
    [InlineData("StringEquals", "aws:username", "a", "aws:username=A", "DoesNotMatch")]
    [InlineData("StringEquals", "AWS:UserName", "a", "aws:username=a", "Matches")]
    [InlineData("StringEquals", "aws:username", "a", "", "DoesNotMatch")]
    [InlineData("StringEqualsIfExists", "aws:username", "a", "", "Matches")]
    [InlineData("StringEqualsIfExists", "aws:username", "a", "aws:username=b", "DoesNotMatch")]
    [InlineData("StringNotEquals", "aws:username", "a|b", "aws:username=b", "DoesNotMatch")]
    [InlineData("StringNotEquals", "aws:username", "a", "", "Matches")]
    [InlineData("StringEqualsIgnoreCase", "aws:username", "a", "aws:username=A", "Matches")]
    [InlineData("StringEquals", "aws:username", "a*", "aws:username=abc", "DoesNotMatch")]
    [InlineData("StringLike", "aws:username", "a*", "aws:username=abc", "Matches")]
    [InlineData("StringLike", "aws:username", "a?c", "aws:username=abc", "Matches")]
    [InlineData("StringLike", "aws:username", "a?", "aws:username=abc", "DoesNotMatch")]
    [InlineData("StringNotLike", "aws:username", "a*", "aws:username=abc", "DoesNotMatch")]
    [InlineData("StringEquals", "aws:RequestTag/owner", "${aws:username}", "aws:RequestTag/owner=me;aws:username=me", "Matches")]
    [InlineData("StringLike", "aws:RequestTag/owner", "${aws:username}", "aws:RequestTag/owner=other;aws:username=*", "DoesNotMatch")]
    [InlineData("StringEquals", "aws:RequestTag/owner", "${aws:username}", "aws:RequestTag/owner=me", "DoesNotMatch")]
    [InlineData("StringEquals", "aws:RequestTag/owner", "${aws:username, 'none'}", "aws:RequestTag/owner=none", "Matches")]
    [InlineData("StringLike", "aws:RequestTag/owner", "a${*}c", "aws:RequestTag/owner=abc", "DoesNotMatch")]
    [InlineData("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/dev-*", "aws:PrincipalArn=arn:aws:iam::000000000000:role/dev-a", "Matches")]
    [InlineData("ArnEquals", "aws:PrincipalArn", "arn:aws:iam::000000000000:role/*", "aws:PrincipalArn=arn:aws:iam::000000000000:user/a", "DoesNotMatch")]
    [InlineData("ArnLike", "aws:PrincipalArn", "arn:aws:*:role/a", "aws:PrincipalArn=arn:aws:iam::000000000000:role/a", "DoesNotMatch")]
    [InlineData("ArnNotEquals", "aws:PrincipalArn", "arn:aws:iam::000000000000:role/*", "aws:PrincipalArn=arn:aws:iam::000000000000:role/a", "DoesNotMatch")]
    [InlineData("ArnNotEquals", "aws:PrincipalArn", "arn:aws:iam::000000000000:role/*", "aws:PrincipalArn=arn:aws:iam::000000000000:user/a", "Matches")]
    [InlineData("ArnNotEquals", "aws:PrincipalArn", "arn:aws:iam::000000000000:role/a|arn:aws:iam::000000000000:role/b", "aws:PrincipalArn=arn:aws:iam::000000000000:role/b", "DoesNotMatch")]
    [InlineData("ArnNotEquals", "aws:PrincipalArn", "arn:aws:iam::000000000000:role/a", "", "Matches")]
    [InlineData("ArnNotEqualsIfExists", "aws:PrincipalArn", "arn:aws:iam::000000000000:role/a", "aws:PrincipalArn=arn:aws:iam::000000000000:role/a", "DoesNotMatch")]
    [InlineData("ArnNotLike", "aws:PrincipalArn", "arn:aws:iam::*:role/dev-?", "aws:PrincipalArn=arn:aws:iam::000000000000:role/dev-a", "DoesNotMatch")]
    [InlineData("ArnNotLike", "aws:PrincipalArn", "arn:aws:iam::*:role/dev-?", "aws:PrincipalArn=arn:aws:iam::000000000000:role/dev-ab", "Matches")]
    [InlineData("ArnNotLike", "aws:PrincipalArn", "arn:aws:*:role/a", "aws:PrincipalArn=arn:aws:iam::000000000000:role/a", "Matches")]
    [InlineData("ForAllValues:ArnNotLike", "aws:PrincipalArn", "arn:aws:iam::*:role/a", "", "Matches")]
    [InlineData("Bool", "aws:SecureTransport", "true", "aws:SecureTransport=true", "Matches")]
    [InlineData("Bool", "aws:SecureTransport", "false", "aws:SecureTransport=true", "DoesNotMatch")]
    [InlineData("Bool", "aws:SecureTransport", "maybe", "aws:SecureTransport=true", "Unknown")]
    [InlineData("BoolIfExists", "aws:MultiFactorAuthPresent", "true", "", "Matches")]
    [InlineData("Null", "aws:RequestTag/a", "true", "", "Matches")]
    [InlineData("Null", "aws:RequestTag/a", "false", "", "DoesNotMatch")]
    [InlineData("Null", "aws:RequestTag/a", "false", "aws:RequestTag/a=1", "Matches")]
    [InlineData("NumericLessThan", "aws:EpochTime", "10", "aws:EpochTime=9", "Matches")]
    [InlineData("NumericGreaterThanEquals", "aws:EpochTime", "10", "aws:EpochTime=10", "Matches")]
    [InlineData("NumericEquals", "aws:EpochTime", "ten", "aws:EpochTime=10", "Unknown")]
    [InlineData("DateLessThan", "aws:CurrentTime", "2026-01-01T00:00:00Z", "aws:CurrentTime=2025-12-31T23:59:59Z", "Matches")]
    [InlineData("DateGreaterThan", "aws:CurrentTime", "2026-01-01T00:00:00Z", "aws:CurrentTime=2025-12-31T23:59:59Z", "DoesNotMatch")]
    [InlineData("IpAddress", "aws:SourceIp", "127.0.0.0/8", "aws:SourceIp=127.3.2.1", "Matches")]
    [InlineData("IpAddress", "aws:SourceIp", "127.0.0.0/8", "aws:SourceIp=::ffff:127.3.2.1", "Matches")]
    [InlineData("NotIpAddress", "aws:SourceIp", "10.0.0.1|127.0.0.1", "aws:SourceIp=127.0.0.1", "DoesNotMatch")]
    [InlineData("IpAddress", "aws:SourceIp", "127.0.0.0/33", "aws:SourceIp=127.0.0.1", "Unknown")]
    [InlineData("ForAllValues:StringEquals", "aws:TagKeys", "a|b", "aws:TagKeys=a,b", "Matches")]
    [InlineData("ForAllValues:StringEquals", "aws:TagKeys", "a|b", "aws:TagKeys=a,c", "DoesNotMatch")]
    [InlineData("ForAllValues:StringEquals", "aws:TagKeys", "a", "", "Matches")]
    [InlineData("ForAnyValue:StringEquals", "aws:TagKeys", "a", "aws:TagKeys=c,a", "Matches")]
    [InlineData("ForAnyValue:StringEquals", "aws:TagKeys", "a", "", "DoesNotMatch")]
    [InlineData("ForAnyValue:StringNotEquals", "aws:TagKeys", "a", "aws:TagKeys=a,c", "Matches")]
    [InlineData("ForAllValues:StringNotEquals", "aws:TagKeys", "a", "aws:TagKeys=a,c", "DoesNotMatch")]
    [InlineData("StringEquals", "ec2:Vpc", "x", "", "Unknown")]
    [InlineData("StringNotEquals", "ec2:InstanceType", "x", "", "Unknown")]
    [InlineData("StringNotEquals", "aws:SourceIdentity", "x", "", "Unknown")]
    [InlineData("Null", "aws:SourceIdentity", "true", "", "Unknown")]
    [InlineData("ForAllValues:StringEquals", "sts:TransitiveTagKeys", "x", "", "Unknown")]
    public void Evaluate_OperatorAndKey_AnswersAsIamDoes(string name, string key, string values, string keys, string expected)
    {
        var condition = new PolicyCondition(ConditionOperator.Find(name)!, key, [.. values.Split('|')]);

        var outcome = ConditionEvaluator.Evaluate(condition, Contexts.Of(keys), hasVariables: true);

        Assert.Equal(expected, outcome.ToString());
    }

    [Theory]
    [InlineData("StringEqual")]
    [InlineData("NullIfExists")]
    [InlineData("ForSomeValues:StringEquals")]
    public void Find_NoSuchOperator_IsNull(string name) => Assert.Null(ConditionOperator.Find(name));
}
