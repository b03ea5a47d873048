{#- Checks a segment's literals and raises once with every fault. `segments validate` gives better words with file and line;
    this is what stops a definition that reached dbt another way. -#}
{% macro check_segment(code, kind, root) %}
    {% set faults = [] %}
    {% if not modules.re.match('^[a-z][a-z0-9_]{0,49}$', code) %}
        {% do faults.append('code "' ~ code ~ '" is not lower-case letters, digits and _, at most 50, a letter first') %}
    {% endif %}
    {% if kind not in ('dynamic', 'static') %}
        {% do faults.append('kind "' ~ kind ~ '" is not dynamic or static') %}
    {% endif %}
    {% do faults.extend(customer_segments.node_faults(root, 'root')) %}
    {% if faults %}
        {% do exceptions.raise_compiler_error(
            'Segment ' ~ code ~ ' cannot be built (' ~ faults | length ~ '):\n  ' ~ faults | join('\n  ')
            ~ '\nCorrect the seeds and run `segments generate`.'
        ) %}
    {% endif %}
{% endmacro %}
