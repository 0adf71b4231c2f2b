//! Gives each row a column of its own so that the sum of the costs is least (the Hungarian method with potentials,
//! O(rows² · columns)). Knows no question.

/// For each row its column, all different. `costs` is row by row; there are no more rows than `columns`, and every cost is
/// finite.
pub(super) fn assign(costs: &[f64], columns: usize) -> Vec<usize> {
    let rows = costs.len().checked_div(columns).unwrap_or(0);
    // Row and column 0 stand for "none"; all else counts from 1.
    let mut of_row = vec![0.0; rows + 1];
    let mut of_column = vec![0.0; columns + 1];
    let mut row_at = vec![0; columns + 1];
    for row in 1..=rows {
        let mut least = vec![f64::INFINITY; columns + 1];
        let mut came_from = vec![0; columns + 1];
        let mut is_used = vec![false; columns + 1];
        row_at[0] = row;
        let mut column = 0;
        while row_at[column] != 0 {
            is_used[column] = true;
            let from = row_at[column];
            let (mut step, mut next) = (f64::INFINITY, 0);
            for other in (1..=columns).filter(|&other| !is_used[other]) {
                let cost =
                    costs[(from - 1) * columns + other - 1] - of_row[from] - of_column[other];
                if cost < least[other] {
                    (least[other], came_from[other]) = (cost, column);
                }
                if least[other] < step {
                    (step, next) = (least[other], other);
                }
            }
            for other in 0..=columns {
                if is_used[other] {
                    of_row[row_at[other]] += step;
                    of_column[other] -= step;
                } else {
                    least[other] -= step;
                }
            }
            column = next;
        }
        while column != 0 {
            row_at[column] = row_at[came_from[column]];
            column = came_from[column];
        }
    }
    let mut assigned = vec![0; rows];
    for (column, &row) in row_at
        .iter()
        .enumerate()
        .skip(1)
        .filter(|(_, row)| **row > 0)
    {
        assigned[row - 1] = column - 1;
    }
    assigned
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    /// The least sum there is, by trying everything.
    fn least(costs: &[f64], columns: usize, taken: &mut Vec<usize>) -> f64 {
        let row = taken.len();
        if row * columns == costs.len() {
            return 0.0;
        }
        let mut best = f64::INFINITY;
        for column in 0..columns {
            if !taken.contains(&column) {
                taken.push(column);
                let sum = costs[row * columns + column] + least(costs, columns, taken);
                taken.pop();
                best = best.min(sum);
            }
        }
        best
    }

    proptest! {
        #[test]
        fn no_other_assignment_costs_less(
            (columns, cells) in (1_usize..6).prop_flat_map(|columns| {
                let rows = 0..=columns;
                let cells = rows.prop_flat_map(move |rows| prop::collection::vec(0_u8..20, rows * columns));
                (Just(columns), cells)
            })
        ) {
            let costs: Vec<f64> = cells.into_iter().map(f64::from).collect();
            let assigned = assign(&costs, columns);
            let different: BTreeSet<usize> = assigned.iter().copied().collect();
            prop_assert_eq!(different.len(), assigned.len());
            let rows = assigned.iter().enumerate();
            let sum: f64 = rows.map(|(row, column)| costs[row * columns + column]).sum();
            prop_assert!((sum - least(&costs, columns, &mut Vec::new())).abs() < 1e-9);
        }
    }
}
