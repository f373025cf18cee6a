using Amazon.Runtime;
using EksIngress.StandIns.Aws;

namespace Amazon.ElasticLoadBalancingV2.Model;

public class CreateRuleRequest : AmazonElasticLoadBalancingV2Request
{
    public List<Action> Actions { get; set; } = Collections.List<Action>();
    public List<RuleCondition> Conditions { get; set; } = Collections.List<RuleCondition>();
    public string ListenerArn { get; set; }
    public int? Priority { get; set; }
    public List<Tag> Tags { get; set; } = Collections.List<Tag>();
    public List<RuleTransform> Transforms { get; set; } = Collections.List<RuleTransform>();
}

public class CreateRuleResponse : AmazonWebServiceResponse
{
    public List<Rule> Rules { get; set; } = Collections.List<Rule>();
}

public class DeleteRuleRequest : AmazonElasticLoadBalancingV2Request
{
    public string RuleArn { get; set; }
}

public class DeleteRuleResponse : AmazonWebServiceResponse;

public class DescribeRulesRequest : AmazonElasticLoadBalancingV2Request
{
    public string ListenerArn { get; set; }
    public string Marker { get; set; }
    public int? PageSize { get; set; }
    public List<string> RuleArns { get; set; } = Collections.List<string>();
}

public class DescribeRulesResponse : AmazonWebServiceResponse
{
    public string NextMarker { get; set; }
    public List<Rule> Rules { get; set; } = Collections.List<Rule>();
}

public class HostHeaderConditionConfig
{
    public List<string> RegexValues { get; set; } = Collections.List<string>();
    public List<string> Values { get; set; } = Collections.List<string>();
}

public class HostHeaderRewriteConfig
{
    public List<RewriteConfig> Rewrites { get; set; } = Collections.List<RewriteConfig>();
}

public class HttpHeaderConditionConfig
{
    public string HttpHeaderName { get; set; }
    public List<string> RegexValues { get; set; } = Collections.List<string>();
    public List<string> Values { get; set; } = Collections.List<string>();
}

public class HttpRequestMethodConditionConfig
{
    public List<string> Values { get; set; } = Collections.List<string>();
}

public class ModifyRuleRequest : AmazonElasticLoadBalancingV2Request
{
    public List<Action> Actions { get; set; } = Collections.List<Action>();
    public List<RuleCondition> Conditions { get; set; } = Collections.List<RuleCondition>();
    public bool? ResetTransforms { get; set; }
    public string RuleArn { get; set; }
    public List<RuleTransform> Transforms { get; set; } = Collections.List<RuleTransform>();
}

public class ModifyRuleResponse : AmazonWebServiceResponse
{
    public List<Rule> Rules { get; set; } = Collections.List<Rule>();
}

public class PathPatternConditionConfig
{
    public List<string> RegexValues { get; set; } = Collections.List<string>();
    public List<string> Values { get; set; } = Collections.List<string>();
}

public class QueryStringConditionConfig
{
    public List<QueryStringKeyValuePair> Values { get; set; } = Collections.List<QueryStringKeyValuePair>();
}

public class QueryStringKeyValuePair
{
    public string Key { get; set; }
    public string Value { get; set; }
}

public class RewriteConfig
{
    public string Regex { get; set; }
    public string Replace { get; set; }
}

public class Rule
{
    public List<Action> Actions { get; set; } = Collections.List<Action>();
    public List<RuleCondition> Conditions { get; set; } = Collections.List<RuleCondition>();
    public bool? IsDefault { get; set; }
    public string Priority { get; set; }
    public string RuleArn { get; set; }
    public List<RuleTransform> Transforms { get; set; } = Collections.List<RuleTransform>();
}

public class RuleCondition
{
    public string Field { get; set; }
    public HostHeaderConditionConfig HostHeaderConfig { get; set; }
    public HttpHeaderConditionConfig HttpHeaderConfig { get; set; }
    public HttpRequestMethodConditionConfig HttpRequestMethodConfig { get; set; }
    public PathPatternConditionConfig PathPatternConfig { get; set; }
    public QueryStringConditionConfig QueryStringConfig { get; set; }
    public List<string> RegexValues { get; set; } = Collections.List<string>();
    public SourceIpConditionConfig SourceIpConfig { get; set; }
    public List<string> Values { get; set; } = Collections.List<string>();
}

public class RulePriorityPair
{
    public int? Priority { get; set; }
    public string RuleArn { get; set; }
}

public class RuleTransform
{
    public HostHeaderRewriteConfig HostHeaderRewriteConfig { get; set; }
    public TransformTypeEnum Type { get; set; }
    public UrlRewriteConfig UrlRewriteConfig { get; set; }
}

public class SetRulePrioritiesRequest : AmazonElasticLoadBalancingV2Request
{
    public List<RulePriorityPair> RulePriorities { get; set; } = Collections.List<RulePriorityPair>();
}

public class SetRulePrioritiesResponse : AmazonWebServiceResponse
{
    public List<Rule> Rules { get; set; } = Collections.List<Rule>();
}

public class SourceIpConditionConfig
{
    public List<string> Values { get; set; } = Collections.List<string>();
}

public class UrlRewriteConfig
{
    public List<RewriteConfig> Rewrites { get; set; } = Collections.List<RewriteConfig>();
}
