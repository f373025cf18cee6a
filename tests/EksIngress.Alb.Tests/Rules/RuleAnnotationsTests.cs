using EksIngress.Alb.Rules;

namespace EksIngress.Alb.Tests.Rules;

public sealed class RuleAnnotationsTests
{
    [Theory]
    [InlineData("""{"type":"fixed-response"}""", "missing FixedResponseConfig")]
    [InlineData("""{"type":"fixed-response","fixedResponseConfig":{}}""", "invalid FixedResponseConfig: statusCode is required")]
    [InlineData("""{"type":"fixed-response","fixedResponseConfig":{"statusCode":"200"}}""", null)]
    [InlineData("""{"type":"redirect"}""", "missing RedirectConfig")]
    [InlineData("""{"type":"redirect","redirectConfig":{"host":"a"}}""", "invalid RedirectConfig: statusCode is required")]
    [InlineData("""{"type":"redirect","redirectConfig":{"statusCode":"HTTP_301"}}""", null)]
    [InlineData("""{"type":"forward"}""", "missing ForwardConfig or TargetGroupARN/TargetGroupName")]
    [InlineData("""{"type":"forward","targetGroupARN":"a","forwardConfig":{}}""", "either ForwardConfig or TargetGroupARN/TargetGroupName can be specified")]
    [InlineData("""{"type":"forward","targetGroupName":"a"}""", null)]
    [InlineData("""{"type":"forward","forwardConfig":{}}""", null)]
    [InlineData("""{"type":"forward","forwardConfig":{"targetGroups":[{}]}}""", "invalid ForwardConfig: invalid TargetGroupTuple: missing serviceName or targetGroupARN/targetGroupName")]
    [InlineData("""{"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"a"}]}}""", "invalid ForwardConfig: invalid TargetGroupTuple: missing servicePort")]
    [InlineData("""{"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"a","targetGroupName":"b"}]}}""", "invalid ForwardConfig: invalid TargetGroupTuple: either serviceName or targetGroupARN/targetGroupName can be specified")]
    [InlineData("""{"type":"forward","forwardConfig":{"targetGroups":[{"targetGroupARN":"a","weight":1},{"targetGroupARN":"b"}]}}""", "invalid ForwardConfig: weight must be set when route to multiple target groups")]
    [InlineData("""{"type":"authenticate"}""", "unknown action type: authenticate")]
    [InlineData("""{}""", "unknown action type: ")]
    [InlineData("""{"type":5,"forwardConfig":{"targetGroups":[{"weight":"1","servicePort":true},{"servicePort":{}}]}}""", "json: cannot unmarshal bool into Go struct field TargetGroupTuple.forwardConfig.targetGroups.servicePort of type int32")]
    [InlineData("""{"type":"forward","forwardConfig":{"targetGroups":[{"servicePort":1.5}]}}""", "json: cannot unmarshal number 1.5 into Go struct field TargetGroupTuple.forwardConfig.targetGroups.servicePort of type int32")]
    [InlineData("""{"type":5,"forwardConfig":{"targetGroups":[{"serviceName":"a","servicePort":null}]}}""", "json: cannot unmarshal number into Go struct field Action.type of type ingress.ActionType")]
    [InlineData("""{"type":5}""", "json: cannot unmarshal number into Go struct field Action.type of type ingress.ActionType")]
    public void CheckAction_Value_HasTheControllersWords(string json, string? fault) => AssertFault(fault, () => RuleAnnotations.CheckAction(json));

    [Theory]
    [InlineData("""[]""", null)]
    [InlineData("""[{"field":"host-header"}]""", "missing hostHeaderConfig")]
    [InlineData("""[{"field":"host-header","hostHeaderConfig":{}}]""", "invalid hostHeaderConfig: values or regexValues must be specified")]
    [InlineData("""[{"field":"path-pattern","pathPatternConfig":{"values":["/a"],"regexValues":["b"]}}]""", "invalid pathPatternConfig: precisely one of values and regexValues can be specified")]
    [InlineData("""[{"field":"http-header","httpHeaderConfig":{"httpHeaderName":"x"}}]""", "invalid httpHeaderConfig: values or regexValues must be specified")]
    [InlineData("""[{"field":"http-request-method","httpRequestMethodConfig":{}}]""", "invalid httpRequestMethodConfig: values cannot be empty")]
    [InlineData("""[{"field":"query-string","queryStringConfig":{}}]""", "invalid queryStringConfig: Values cannot be empty")]
    [InlineData("""[{"field":"query-string","queryStringConfig":{"values":[{"key":"a"}]}}]""", "invalid queryStringConfig: value cannot be empty")]
    [InlineData("""[{"field":"source-ip","sourceIPConfig":{"values":[]}}]""", "invalid sourceIPConfig: values cannot be empty")]
    [InlineData("""[{"field":"cookie"}]""", null)]
    [InlineData("""[{"field":"host-header","hostHeaderConfig":{"values":["a"]}},{"field":"source-ip"}]""", "missing sourceIPConfig")]
    public void CheckConditions_Value_HasTheControllersWords(string json, string? fault) => AssertFault(fault, () => RuleAnnotations.CheckConditions(json));

    [Theory]
    [InlineData("""[{"type":"url-rewrite"}]""", "missing urlRewriteConfig")]
    [InlineData("""[{"type":"url-rewrite","urlRewriteConfig":{}}]""", "urlRewriteConfig.rewrites cannot be empty")]
    [InlineData("""[{"type":"host-header-rewrite","urlRewriteConfig":{}}]""", "missing hostHeaderRewriteConfig")]
    [InlineData("""[{"type":"body-rewrite"}]""", "unknown transform type: body-rewrite")]
    [InlineData("""[{"type":"url-rewrite","urlRewriteConfig":{"rewrites":[{"regex":"a","replace":"b"}]}}]""", null)]
    public void CheckTransforms_Value_HasTheControllersWords(string json, string? fault) => AssertFault(fault, () => RuleAnnotations.CheckTransforms(json));

    [Theory]
    [InlineData("""{"issuer":"a"}""", "jwksEndpoint is a required field for jwt validation")]
    [InlineData("""{"jwksEndpoint":"a"}""", "issuer is a required field for jwt validation")]
    [InlineData("""{"jwksEndpoint":"a","issuer":"b","additionalClaims":[{}]}""", "format is a required field for additional claims for jwt validation")]
    [InlineData("""{"jwksEndpoint":"a","issuer":"b","additionalClaims":[{"format":"f"}]}""", "name is a required field for additional claims for jwt validation")]
    [InlineData("""{"jwksEndpoint":"a","issuer":"b","additionalClaims":[{"format":"f","name":"n"}]}""", "values must not be empty for additional claims for jwt validation")]
    [InlineData("""{"jwksEndpoint":"a","issuer":"b"}""", null)]
    public void CheckJwtValidation_Value_HasTheControllersWords(string json, string? fault) =>
        AssertFault(fault, () => RuleAnnotations.CheckJwtValidation(json));

    private static void AssertFault(string? fault, Action check) => Assert.Equal(fault, (Record.Exception(check) as AlbModelException)?.Message);
}
